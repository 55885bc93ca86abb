package io.loggia.pipeline.grok;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternLibraryTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void every_pattern_compiles_and_every_name_in_it_is_defined(boolean ecs) {
    PatternLibrary library = PatternLibrary.builtIn(ecs);
    assertThat(library.names()).hasSizeGreaterThan(100);
    for (String name : library.names()) {
      GrokExpression expression = GrokExpression.compile("%{" + name + ":it}", library, true);
      assertThat(expression.captures().getFirst().field()).isEqualTo("it");
    }
  }
}
