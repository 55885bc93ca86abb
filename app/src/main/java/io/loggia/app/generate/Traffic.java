package io.loggia.app.generate;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The requests that a web site gets: few pages and clients have most of them, errors come in
 * bursts, and some answers take long. Each call of {@link #advance} makes the next request, which
 * the fields then describe.
 */
final class Traffic {
  private static final int CLIENTS = 8192;
  private static final int PAGES = 4096;
  private static final String[] SECTIONS = {
    "catalogue", "news", "api/v1/orders", "api/v1/basket", "account", "help", "img", "assets/js",
  };
  private static final String[] THINGS = {
    "lamp", "kettle", "atlas", "rope", "violin", "ladder", "tent", "compass", "inkwell", "saddle",
  };
  private static final String[] PROBES = {
    "/wp-login.php", "/.env", "/admin/", "/phpmyadmin/index.php", "/robots.txt", "/favicon.ico",
  };

  final Chance chance;
  private final InstantSource clock;
  private final boolean numbered;
  private final Client[] clients = new Client[CLIENTS];
  private final String[] pages = new String[PAGES];
  private long lines;
  private int troubled;

  Instant time = Instant.EPOCH;
  Client client;
  String method = "GET";
  String path = "/";

  /** Without the question mark; empty for none. */
  String query = "";

  /** Empty for none. */
  String referer = "";

  int status = 200;
  int sentBytes;
  int receivedBytes;
  double seconds;

  Traffic(long seed, InstantSource clock, boolean numbered) {
    this.chance = new Chance(seed);
    this.clock = clock;
    this.numbered = numbered;
    for (int i = 0; i < CLIENTS; i++) {
      clients[i] = Client.of(chance);
    }
    for (int i = 0; i < PAGES; i++) {
      pages[i] = page(i);
    }
    this.client = clients[0];
  }

  private String page(int rank) {
    String section = SECTIONS[rank % SECTIONS.length];
    String thing = chance.of(THINGS) + "-" + chance.below(10_000);
    return switch (section) {
      case "img" -> "/img/" + thing + ".webp";
      case "assets/js" -> "/assets/js/" + thing + ".js";
      default -> rank == 0 ? "/" : "/" + section + "/" + thing;
    };
  }

  void advance() {
    time = clock.instant();
    lines++;
    client = clients[chance.rank(CLIENTS)];
    boolean lost = chance.perMillion(client.bot() ? 80_000 : 12_000);
    path = lost ? chance.of(PROBES) : pages[chance.rank(PAGES)];
    if (numbered) {
      path = "/item/" + number(lines);
    }
    boolean api = path.startsWith("/api/");
    method = api && chance.perMillion(300_000) ? "POST" : client.bot() && lost ? "HEAD" : "GET";
    query = query();
    referer =
        client.bot() || chance.perMillion(350_000)
            ? ""
            : "https://www.shop.example" + pages[chance.rank(64)];
    status = status(lost, api);
    receivedBytes = method.equals("POST") ? (int) chance.logNormal(600, 0.8) : 0;
    sentBytes = sentBytes();
    seconds = chance.logNormal(api ? 0.04 : 0.006, 0.9) * (troubled > 0 ? 12 : 1);
  }

  /** At least six digits. */
  static String number(long line) {
    String digits = Long.toString(line);
    return digits.length() < 6 ? "000000".substring(digits.length()) + digits : digits;
  }

  private String query() {
    return switch (chance.below(12)) {
      case 0 -> "page=" + (1 + chance.rank(40));
      case 1 -> "q=" + chance.of(THINGS) + "%20" + chance.of(THINGS) + "&sort=price";
      case 2 ->
          "utm_source=letter&utm_campaign=" + chance.of(THINGS) + "&id=" + chance.below(100_000);
      default -> "";
    };
  }

  /** Errors of the site come in bursts of some hundreds or thousands of requests. */
  private int status(boolean lost, boolean api) {
    if (troubled > 0) {
      troubled--;
    } else if (chance.perMillion(40)) {
      troubled = 200 + chance.below(4000);
    }
    if (chance.perMillion(troubled > 0 ? 250_000 : 800)) {
      return switch (chance.below(4)) {
        case 0 -> 500;
        case 1 -> 502;
        case 2 -> 503;
        default -> 504;
      };
    }
    if (lost) {
      return path.startsWith("/admin") ? 403 : 404;
    }
    int roll = chance.below(1000);
    if (api) {
      return roll < 15 ? 401 : roll < 25 ? 422 : method.equals("POST") ? 201 : 200;
    }
    return roll < 90 ? 304 : roll < 120 ? 301 : roll < 124 ? 206 : 200;
  }

  private int sentBytes() {
    if (status == 304 || method.equals("HEAD")) {
      return 0;
    }
    return status >= 300 ? 150 + chance.below(400) : (int) chance.logNormal(9000, 1.2);
  }
}
