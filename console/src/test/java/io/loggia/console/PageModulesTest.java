package io.loggia.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.loggia.kernel.HttpEndpoint;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page's modules that compute something, called as they are; there is no store. */
@Tag("slow")
final class PageModulesTest {
  private static HttpEndpoint endpoint;
  private static Chromium chromium;
  private static Page page;

  @BeforeAll
  static void start() throws IOException {
    Chromium.require();
    Console console =
        new Console(
            () -> {
              throw new IllegalStateException("no store");
            },
            InstantSource.system());
    endpoint = HttpEndpoint.start("ports.console", "127.0.0.1", 0, console::routes);
    chromium = Chromium.start();
    page = chromium.browser().newPage();
    page.navigate("http://127.0.0.1:" + endpoint.address().getPort() + "/");
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (endpoint != null) {
      endpoint.close();
    }
  }

  @Test
  void page_says_that_the_store_is_not_there() {
    page.locator(".problem").waitFor();
    assertThat(page.locator(".problem").innerText())
        .contains("The store: it is not there: no store");
  }

  @Test
  void words_of_a_query_are_told_from_its_syntax() {
    assertThat(marked("disk AND NOT usb -cdrom host:web-1", "disk usb cdrom web-1"))
        .isEqualTo("disk");
    assertThat(marked("\"is full\" conn*", "it is full of connections"))
        .isEqualTo("is full|connections");
    assertThat(marked("(a+b) [1 TO 5] /x/", "a+b x")).isEqualTo("a+b");
    assertThat(marked("message:error^2 erro~", "error erro Errors")).isEqualTo("error|erro");
    assertThat(marked("a*b*c*d", "abcd")).isEqualTo("");
    assertThat(marked("* ( \" )", "anything ( \"")).isEqualTo("");
  }

  /** What of the text is marked. */
  private static Object marked(String query, String text) {
    return page.evaluate(
        """
        async ([query, text]) => {
          const { markPattern } = await import('/assets/words.js');
          const pattern = markPattern(query);
          return pattern ? (text.match(pattern) ?? []).join('|') : '';
        }""",
        List.of(query, text));
  }

  @Test
  void long_integers_stay_exact() {
    assertThat(values("formatJson(parseJson(x))", "{\"n\":9007199254740993,\"m\":1.5}"))
        .isEqualTo("{\n  \"n\": 9007199254740993,\n  \"m\": 1.5\n}");
  }

  @Test
  void fields_are_found_by_their_dotted_names() {
    assertThat(values("fieldOf({'a.b': {c: 1}, a: {b: {d: 2}}}, x)", "a.b.d")).isEqualTo(2);
    assertThat(values("fieldOf({'a.b': {c: 1}}, x)", "a.b.c")).isEqualTo(1);
    assertThat(values("String(fieldOf({}, x))", "constructor")).isEqualTo("undefined");
    assertThat(
            values(
                "leaves(JSON.parse(x)).join(';')", "{\"a\":[{\"b\":1},{\"b\":2}],\"c\":{\"d\":3}}"))
        .isEqualTo("a.b,1,2;c.d,3");
  }

  @Test
  void characters_that_mislead_are_shown() {
    assertThat(values("visible(x)", "a\u001b[31m\u202eb\n\tc")).isEqualTo("a^[[31m⟨U+202E⟩b\n\tc");
  }

  private static Object values(String expression, String x) {
    return page.evaluate(
        "async (x) => { const { formatJson, parseJson, fieldOf, leaves, visible } ="
            + " await import('/assets/values.js'); return "
            + expression
            + "; }",
        x);
  }

  @Test
  void address_and_state_are_the_same_thing() {
    String address =
        "?q=a+b&from=now-1h&is=f%3Av%3Aw&off-not=g%3A*&columns=a%2Cb&zone=utc&wrap=&chart=off&refresh=10&open=i%2F1";
    assertThat(
            page.evaluate(
                """
                async (address) => {
                  const { fromAddress, toAddress } = await import('/assets/state.js');
                  return toAddress(fromAddress(address));
                }""",
                address))
        .isEqualTo("/" + address);
  }

  @Test
  void ticks_are_round_times_of_the_zone() {
    assertThat(
            page.evaluate(
                """
                async () => {
                  const { ticks, tickName } = await import('/assets/time.js');
                  const from = Date.parse('2026-11-19T20:10:00Z');
                  const to = Date.parse('2026-11-20T03:10:00Z');
                  return ticks(from, to, 5, 'utc').map(t => tickName(t, to - from, 'utc')).join();
                }"""))
        .isEqualTo("22:00,11-20,02:00");
  }
}
