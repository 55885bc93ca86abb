package io.loggia.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An input that a file asks for; the application opens it. */
public sealed interface InputSpec {
  Common common();

  record Beats(String host, int port, Common common) implements InputSpec {}

  /**
   * @param codec {@code line}, {@code json}, {@code json_lines} or {@code plain}
   */
  record Tcp(String host, int port, String codec, Common common) implements InputSpec {}

  record Stdin(String codec, Common common) implements InputSpec {}

  /**
   * What every event of the input is decorated with.
   *
   * @param type set as {@code type} where the event has none
   * @param addField template of the field's name to template of its value
   */
  record Common(
      String id, Optional<String> type, List<String> tags, Map<Template, Template> addField) {
    public Common {
      tags = List.copyOf(tags);
      addField = Map.copyOf(addField);
    }
  }
}
