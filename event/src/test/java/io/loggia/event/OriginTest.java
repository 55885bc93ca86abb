package io.loggia.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class OriginTest {
  private static final long LARGEST = (1L << 56) - 1;

  @Test
  void document_id_is_twenty_characters_that_every_url_can_carry() {
    String id = Origin.of(12_345, "agent", "file").documentId();
    assertThat(id).hasSize(20).matches("[A-Za-z0-9_-]+");
    assertThat(id).isEqualTo(Origin.of(12_345, "agent", "file").documentId());
  }

  @Property
  void ids_of_one_source_grow_with_the_position(
      @ForAll long source,
      @ForAll @LongRange(min = 0, max = LARGEST) long a,
      @ForAll @LongRange(min = 0, max = LARGEST) long b) {
    byte[] first = Base64.getUrlDecoder().decode(new Origin(source, a).documentId());
    byte[] second = Base64.getUrlDecoder().decode(new Origin(source, b).documentId());
    assertThat(Integer.signum(Arrays.compareUnsigned(first, second)))
        .isEqualTo(Long.signum(Long.compare(a, b)));
  }

  @Test
  void boundaries_between_words_count() {
    assertThat(Origin.source("ab", "c")).isNotEqualTo(Origin.source("a", "bc"));
  }

  @Test
  void position_outside_its_range_is_refused() {
    assertThatThrownBy(() -> new Origin(1, -1)).hasMessageContaining("position -1");
    assertThatThrownBy(() -> new Origin(1, 1L << 56)).isInstanceOf(IllegalArgumentException.class);
  }
}
