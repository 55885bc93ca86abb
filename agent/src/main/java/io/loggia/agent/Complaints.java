package io.loggia.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Says a thing about a file once, until it was well again or something else is wrong with it. */
final class Complaints {
  private static final System.Logger LOG = System.getLogger(Complaints.class.getName());
  private static final int REMEMBERED = 10_000;

  private final Map<String, String> said =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  void warn(Object subject, String what) {
    if (!Objects.equals(said.put(subject.toString(), what), what)) {
      LOG.log(System.Logger.Level.WARNING, "{0}: {1}", subject, what);
    }
  }

  void resolved(Object subject) {
    if (!said.isEmpty()) {
      said.remove(subject.toString());
    }
  }

  /** How many subjects have something wrong with them now. */
  int open() {
    return said.size();
  }
}
