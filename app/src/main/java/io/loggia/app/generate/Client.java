package io.loggia.app.generate;

import java.util.Locale;

/**
 * Somebody who sends requests.
 *
 * @param address IPv4, from the ranges for documentation and benchmarks
 */
record Client(String address, String agent, boolean bot) {
  private static final String[] SYSTEMS = {
    "Windows NT 10.0; Win64; x64", "X11; Linux x86_64", "Macintosh; Intel Mac OS X 10_15_7",
  };
  private static final String[] PHONES = {"Linux; Android 16; K", "Linux; Android 15; K"};
  private static final String[] TOOLS = {"curl/8.%d.0", "python-requests/2.%d.0", "okhttp/5.%d.0"};
  private static final String[] BOTS = {"ExampleBot", "SiteWalker", "linkcheckd", "FeedReader"};

  static Client of(Chance chance) {
    boolean bot = chance.perMillion(60_000);
    return new Client(address(chance), bot ? bot(chance) : agent(chance), bot);
  }

  private static String address(Chance chance) {
    int host = chance.below(254) + 1;
    return switch (chance.below(4)) {
      case 0 -> "198.51.100." + host;
      case 1 -> "203.0.113." + host;
      case 2 -> "198.18." + chance.below(256) + "." + host;
      default -> "198.19." + chance.below(256) + "." + host;
    };
  }

  private static String agent(Chance chance) {
    int version = 128 + chance.below(16);
    return switch (chance.below(20)) {
      case 0, 1, 2, 3, 4, 5, 6, 7, 8 ->
          "Mozilla/5.0 ("
              + chance.of(SYSTEMS)
              + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/"
              + version
              + ".0.0.0 Safari/537.36";
      case 9, 10, 11, 12, 13 ->
          "Mozilla/5.0 ("
              + chance.of(PHONES)
              + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/"
              + version
              + ".0.0.0 Mobile Safari/537.36";
      case 14, 15, 16, 17 ->
          "Mozilla/5.0 ("
              + chance.of(SYSTEMS)
              + "; rv:"
              + version
              + ".0) Gecko/20100101 Firefox/"
              + version
              + ".0";
      default -> chance.of(TOOLS).replace("%d", Integer.toString(chance.below(30)));
    };
  }

  private static String bot(Chance chance) {
    String name = chance.of(BOTS);
    return "Mozilla/5.0 (compatible; "
        + name
        + "/"
        + (1 + chance.below(4))
        + "."
        + chance.below(10)
        + "; +https://"
        + name.toLowerCase(Locale.ROOT)
        + ".example/about)";
  }
}
