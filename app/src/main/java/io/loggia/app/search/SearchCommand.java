package io.loggia.app.search;

import io.loggia.console.search.LogQuery;
import io.loggia.console.search.LogSearch;
import io.loggia.console.search.QueryException;
import io.loggia.console.search.TimeExpression;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loggia search}. */
@Command(
    name = "search",
    description = "Print events from the store, the newest last.",
    usageHelpWidth = 90,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  loggia search 'timeout AND host.name:web-*' --since 1h",
      "  loggia search '\"disk is full\"' --since 2026-11-20T08:00 --until 2026-11-20T09:00",
      "  loggia search 'http.response.status_code:>=500' --fields @timestamp,host.name",
      "  loggia search --follow log.level:ERROR",
      "  loggia search --since 7d --limit 0 --json 'tags:audit' > audit.ndjson",
      "",
      "Exit codes: 0 done, also when nothing matches; 1 the store failed or answered",
      "only in part; 2 wrong usage or query; 130 interrupted.%n"
    })
public final class SearchCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int WRONG = 2;
  private static final int INTERRUPTED = 130;
  private static final int MOST_HELD = 100_000;
  private static final int DEFAULT_LIMIT = 100;
  private static final int DEFAULT_LIMIT_FOLLOWING = 10;
  private static final long FOLLOW_PAUSE_MILLIS = 1_000;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "QUERY",
      description =
          "Lucene's query syntax: words, \"phrases\", field:value, AND, OR, NOT, wildcards. None finds all.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "T",
      defaultValue = "24h",
      description =
          "From when: 15m, 2h, 7d (ago), 2026-11-20T08:00 (local time), an ISO 8601 time with offset, or milliseconds since 1970. Default: ${DEFAULT-VALUE}.")
  private String since = "24h";

  @Option(
      names = "--until",
      paramLabel = "T",
      description = "Until when, likewise. Default: no end.")
  private @Nullable String until;

  @Option(
      names = "--index",
      paramLabel = "P",
      defaultValue = LogQuery.EVERYWHERE,
      description =
          "Names or patterns of indices, comma-separated. Default: all but the store's own.")
  private String index = LogQuery.EVERYWHERE;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description =
          "How many, the newest of them; 0 for all. Default: "
              + DEFAULT_LIMIT
              + ", and "
              + DEFAULT_LIMIT_FOLLOWING
              + " to begin with when following.")
  private @Nullable Integer limit;

  @Option(
      names = "--fields",
      paramLabel = "A,B",
      split = ",",
      description = "Print these fields with tabs between; _index and _id are fields as well.")
  private List<String> fields = new ArrayList<>();

  @Option(names = "--json", description = "Print each event as stored, one JSON document per line.")
  private boolean json;

  @Option(
      names = {"-f", "--follow"},
      description =
          "Go on with events as they arrive, until Ctrl-C; those that arrive up to two minutes late are found too.")
  private boolean follow;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:9200",
      description = "The store's REST address. Default: ${DEFAULT-VALUE}.")
  private URI url = URI.create("http://127.0.0.1:9200");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this.")
  private boolean help;

  private final InstantSource clock;

  public SearchCommand() {
    this(InstantSource.system());
  }

  SearchCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    PrintWriter errors = spec().commandLine().getErr();
    try {
      LogQuery query = query();
      PrintWriter out = spec().commandLine().getOut();
      SearchOutput output =
          new SearchOutput(new LogSearch(new HttpStore(url)), format(), out, errors);
      return follow ? follow(output, query) : print(output, query);
    } catch (QueryException e) {
      errors.println("loggia search: " + e.getMessage());
      pointAt(e.position(), errors);
      return WRONG;
    } catch (IOException e) {
      errors.println("loggia search: " + unreachable(e));
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    }
  }

  private int print(SearchOutput output, LogQuery query) throws IOException, QueryException {
    String missing = limit() == 0 ? output.all(query) : output.newest(query, limit());
    if (output.isEmpty()) {
      spec()
          .commandLine()
          .getErr()
          .println(
              "No events match since "
                  + since
                  + (until == null ? "" : " until " + until)
                  + "; look further back with --since 30d.");
    }
    if (!missing.isEmpty()) {
      spec().commandLine().getErr().println("loggia search: incomplete: " + missing);
      return FAILED;
    }
    return 0;
  }

  private int follow(SearchOutput output, LogQuery query)
      throws IOException, QueryException, InterruptedException {
    Follower follower = output.begin(query, limit(), clock);
    boolean lost = false;
    while (!output.isClosed()) {
      Thread.sleep(FOLLOW_PAUSE_MILLIS);
      try {
        output.print(follower.next());
        lost = false;
      } catch (IOException e) {
        if (!lost) {
          spec().commandLine().getErr().println("loggia search: waiting: " + unreachable(e));
        }
        lost = true;
      }
    }
    return 0;
  }

  private LogQuery query() throws QueryException {
    require(!json || fields.isEmpty(), "--json and --fields exclude each other");
    require(!follow || until == null, "--follow has no end; leave --until out");
    require(limit() >= 0 && limit() <= MOST_HELD, "--limit is not within 0 to " + MOST_HELD);
    require(
        url.getHost() != null
            && ("http".equals(url.getScheme()) || "https".equals(url.getScheme())),
        "--url " + url + " is no http address such as http://127.0.0.1:9200");
    Instant now = clock.instant();
    ZoneId zone = ZoneId.systemDefault();
    Instant from = TimeExpression.parse(since, now, zone);
    Instant to = until == null ? null : TimeExpression.parse(until, now, zone);
    require(to == null || from.isBefore(to), "--until is not after --since");
    return LogQuery.of(text()).between(from, to).in(index);
  }

  private String text() {
    return String.join(" ", words);
  }

  private int limit() {
    if (limit != null) {
      return limit;
    }
    return follow ? DEFAULT_LIMIT_FOLLOWING : DEFAULT_LIMIT;
  }

  private LineFormat format() {
    if (json) {
      return LineFormat.json();
    }
    return fields.isEmpty()
        ? new LogLine(ZoneId.systemDefault(), isTerminal())
        : LineFormat.columns(fields);
  }

  @SuppressWarnings("SystemConsoleNull") // it does where standard input is no terminal, since 25
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal() && System.getenv("NO_COLOR") == null;
  }

  private void pointAt(int position, PrintWriter errors) {
    String text = text();
    if (position > 0 && position <= text.length() + 1 && !text.contains("\n")) {
      errors.println("  " + text);
      errors.println("  " + " ".repeat(position - 1) + "^");
    }
  }

  private String unreachable(IOException e) {
    return e instanceof ConnectException || e instanceof SocketTimeoutException
        ? "no store answers at " + url + "; start it with \"loggia up\", or name it with --url"
        : String.valueOf(e.getMessage());
  }

  private void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec().commandLine(), message);
    }
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec");
    }
    return spec;
  }
}
