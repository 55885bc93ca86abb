package io.loggia.pipeline.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What is printed from a tree reads back as the same tree, wherever white space and comments are.
 */
class ParserProperties {
  @Property(tries = 500)
  void printed_plugin_reads_back_as_itself(
      @ForAll("plugins") String plugin, @ForAll("spaces") String space) throws SyntaxException {
    String text = "filter " + space + "{" + plugin.replace("~", space) + "}";
    List<Section> sections = Parser.parse("f", text);
    assertThat(print(sections.getFirst().statements().getFirst()))
        .isEqualTo(plugin.replace("~", " "));
  }

  @Provide
  Arbitrary<String> spaces() {
    return Arbitraries.of(" ", "\n", "\t \r\n", " # a \"comment\" } here\n  ", "\n#\n");
  }

  @Provide
  Arbitrary<String> plugins() {
    Arbitrary<String> name = Arbitraries.strings().withChars("abcz_").ofMinLength(2).ofMaxLength(6);
    Arbitrary<String> attribute = Combinators.combine(name, values(3)).as((n, v) -> n + "~=>~" + v);
    return Combinators.combine(name, attribute.list().ofMaxSize(4))
        .as(
            (n, all) ->
                n + "~{~" + all.stream().map(a -> a + "~").collect(Collectors.joining()) + "}");
  }

  private static Arbitrary<String> values(int depth) {
    Arbitrary<String> text =
        Arbitraries.strings().withChars("a ={}[]#,\n\\").ofMaxLength(8).map(t -> "\"" + t + " \"");
    Arbitrary<String> number = Arbitraries.longs().map(String::valueOf);
    Arbitrary<String> word = Arbitraries.of("true", "json", "w_1");
    if (depth == 0) {
      return Arbitraries.oneOf(text, number, word);
    }
    Arbitrary<String> items =
        values(depth - 1)
            .list()
            .ofMaxSize(3)
            .map(all -> "[~" + String.join("~,~", all) + (all.isEmpty() ? "]" : "~]"));
    Arbitrary<String> hash =
        Combinators.combine(text, values(depth - 1))
            .as((k, v) -> k + "~=>~" + v + "~")
            .list()
            .ofMaxSize(3)
            .map(all -> "{~" + String.join("", all) + "}");
    Arbitrary<String> codec = values(depth - 1).map(value -> "line~{~format~=>~" + value + "~}");
    return Arbitraries.oneOf(text, number, word, items, hash, codec);
  }

  private static String print(Statement statement) {
    Statement.Plugin plugin = (Statement.Plugin) statement;
    return plugin.name()
        + " { "
        + plugin.attributes().stream()
            .map(a -> a.name() + " => " + print(a.value()) + " ")
            .collect(Collectors.joining())
        + "}";
  }

  private static String print(Value value) {
    return switch (value) {
      case Value.Text text -> "\"" + text.text() + "\"";
      case Value.Bareword word -> word.text();
      case Value.Numeral numeral -> numeral.text();
      case Value.Items items ->
          items.items().isEmpty()
              ? "[ ]"
              : items.items().stream()
                  .map(ParserProperties::print)
                  .collect(Collectors.joining(" , ", "[ ", " ]"));
      case Value.Hash hash ->
          hash.entries().stream()
              .map(e -> "\"" + e.key() + "\" => " + print(e.value()) + " ")
              .collect(Collectors.joining("", "{ ", "}"));
      case Value.Nested nested -> print(nested.plugin());
    };
  }
}
