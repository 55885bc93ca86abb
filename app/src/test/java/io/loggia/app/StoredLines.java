package io.loggia.app;

import io.loggia.event.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an index holds of a numbered log. */
public final class StoredLines {
  private static final long STALL_NANOS = 60_000_000_000L;

  private final String[] lines;
  private final String[] origins;
  private final Map<String, Integer> doubled = new TreeMap<>();
  private int documents;
  private int duplicates;

  private StoredLines(int lines) {
    this.lines = new String[lines];
    this.origins = new String[lines];
  }

  /** Waits until the index holds as many documents, or gets no more. */
  public static StoredLines await(String engine, String index, int expected)
      throws IOException, InterruptedException {
    return await(engine, index, expected, expected);
  }

  /** The same where only some of the lines are expected to be there. */
  public static StoredLines await(String engine, String index, int expected, int lines)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      long last = -1;
      long changed = System.nanoTime();
      while (last < expected && System.nanoTime() - changed < STALL_NANOS) {
        Map<?, ?> answer =
            get(
                client,
                "GET",
                "http://" + engine + "/" + index + "/_count?ignore_unavailable=true",
                "");
        long count = answer.get("count") instanceof Long number ? number : 0;
        if (count != last) {
          last = count;
          changed = System.nanoTime();
        }
        Thread.sleep(200);
      }
      get(client, "POST", "http://" + engine + "/" + index + "/_refresh", "");
      StoredLines stored = new StoredLines(lines);
      stored.readAll(client, engine, index);
      return stored;
    }
  }

  private void readAll(HttpClient client, String engine, String index)
      throws IOException, InterruptedException {
    Map<?, ?> page =
        get(
            client,
            "POST",
            "http://" + engine + "/" + index + "/_search?scroll=1m",
            "{\"size\":10000,\"_source\":[\"message\",\"log\"],\"sort\":[\"_doc\"]}");
    for (List<?> hits = hits(page); !hits.isEmpty(); hits = hits(page)) {
      for (Object hit : hits) {
        Map<?, ?> source = (Map<?, ?>) ((Map<?, ?>) hit).get("_source");
        add(
            (String) source.get("message"),
            origin(((Map<?, ?>) hit).get("_id"), source.get("log")));
      }
      page =
          get(
              client,
              "POST",
              "http://" + engine + "/_search/scroll",
              "{\"scroll\":\"1m\",\"scroll_id\":\"" + page.get("_scroll_id") + "\"}");
    }
  }

  private void add(String line, String origin) {
    int number = NumberedLog.number(line);
    documents++;
    if (lines[number] != null) {
      duplicates++;
      doubled.merge(origins[number] + " and " + origin, 1, Integer::sum);
    }
    lines[number] = line;
    origins[number] = origin;
  }

  /** The source's half of the id, and the file's name: enough to see who read a line twice. */
  private static String origin(Object id, Object log) {
    Object file = log instanceof Map<?, ?> fields ? fields.get("file") : null;
    Object path = file instanceof Map<?, ?> fields ? fields.get("path") : null;
    String text = String.valueOf(path);
    return id.toString().substring(0, 10) + " " + text.substring(text.lastIndexOf('/') + 1);
  }

  public int duplicates() {
    return duplicates;
  }

  public int missing() {
    int missing = 0;
    for (String line : lines) {
      missing += line == null ? 1 : 0;
    }
    return missing;
  }

  int different(NumberedLog log) {
    int different = 0;
    for (int i = 0; i < lines.length; i++) {
      different += lines[i] != null && !log.said(i, lines[i]) ? 1 : 0;
    }
    return different;
  }

  public String summary() {
    return "%,d documents, %,d lines missing, %,d documents too many"
            .formatted(documents, missing(), duplicates)
        + (doubled.isEmpty() ? "" : "; doubled: " + doubled);
  }

  private static List<?> hits(Map<?, ?> page) {
    return (List<?>) ((Map<?, ?>) page.get("hits")).get("hits");
  }

  private static Map<?, ?> get(HttpClient client, String method, String uri, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return (Map<?, ?>) EventJson.parse(client.send(request, BodyHandlers.ofString()).body());
  }
}
