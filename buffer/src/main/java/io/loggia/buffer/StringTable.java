package io.loggia.buffer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The strings that a record has used so far and their places, by open addressing. */
final class StringTable {
  private static final int SLOTS = 4 * Tag.MOST_REMEMBERED;

  private final @Nullable String[] strings = new @Nullable String[SLOTS];
  private final int[] places = new int[SLOTS];
  private final int[] used = new int[Tag.MOST_REMEMBERED];
  private int size;

  /** The place of the string, or -1 when it had none and now has the next one, or -2 when full. */
  int placeOrRemember(String string) {
    int hash = string.hashCode();
    int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    for (String there = strings[slot]; there != null; there = strings[slot]) {
      if (there.equals(string)) {
        return places[slot];
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (size == Tag.MOST_REMEMBERED) {
      return -2;
    }
    strings[slot] = string;
    places[slot] = size;
    used[size++] = slot;
    return -1;
  }

  void clear() {
    if (size > Tag.MOST_REMEMBERED / 2) {
      Arrays.fill(strings, null);
    } else {
      for (int i = 0; i < size; i++) {
        strings[used[i]] = null;
      }
    }
    size = 0;
  }
}
