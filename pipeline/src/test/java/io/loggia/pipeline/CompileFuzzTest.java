package io.loggia.pipeline;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.loggia.event.Event;
import io.loggia.kernel.ConfigurationException;
import java.util.List;

class CompileFuzzTest {
  /** Nothing but a ConfigurationException leaves compile, and nothing at all leaves filter. */
  @FuzzTest(maxDuration = "60s")
  void text_compiles_and_runs_or_is_refused(FuzzedDataProvider data) {
    String message = data.consumeString(200);
    String text = data.consumeRemainingAsString();
    Recorded recorded = new Recorded();
    Pipeline pipeline;
    try {
      pipeline = recorded.compile(Recorded.OPTIONS, text);
    } catch (ConfigurationException refused) {
      return;
    }
    Event event = Recorded.message(message);
    pipeline.filter(List.of(event));
  }
}
