package io.loggia.pipeline.filter;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.loggia.pipeline.Pipeline;
import io.loggia.pipeline.Recorded;
import java.util.List;
import org.assertj.core.api.Assertions;

class FilterFuzzTest {
  private static final Pipeline PIPELINE =
      Recorded.filters(
          """
          grok { match => { "message" => ["^%{COMBINEDAPACHELOG}", "%{SYSLOGBASE} %{DATA:x}$", "%{URI:u}"] } }
          json { source => "message" }
          kv { recursive => true target => "kv" }
          kv { field_split => "&?" value_split => ":=" trim_value => "." }
          date { match => ["message", "ISO8601", "UNIX", "UNIX_MS", "TAI64N", "dd/MMM/yyyy:HH:mm:ss Z", "MMM d HH:mm:ss"] }
          mutate { convert => { "[kv][a]" => "integer" "b" => "float" "c" => "boolean" } split => { "message" => " " } }
          """);

  @FuzzTest(maxDuration = "60s")
  void no_message_is_lost_or_throws(FuzzedDataProvider data) {
    Assertions.assertThat(
            PIPELINE.filter(List.of(Recorded.message(data.consumeRemainingAsString()))))
        .hasSize(1);
  }
}
