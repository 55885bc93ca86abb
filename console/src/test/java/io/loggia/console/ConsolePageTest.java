package io.loggia.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.loggia.event.Batch;
import io.loggia.event.Event;
import io.loggia.event.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser over a real engine; pictures go to {@code target/screenshots}. */
@Tag("slow")
final class ConsolePageTest {
  private static final Path PICTURES = Path.of("target", "screenshots");
  @TempDir private static Path folder;
  private static RunningConsole console;
  private static Chromium chromium;
  private final List<String> troubles = new ArrayList<>();
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void start() throws Exception {
    Chromium.require();
    console = RunningConsole.start(folder, 0);
    new SampleLogs(Instant.now()).write(console.sink(), 5_000, Duration.ofHours(20).toMillis());
    console.await("logs-*", 5_000);
    chromium = Chromium.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (chromium != null) {
      chromium.close();
    }
    if (console != null) {
      console.close();
    }
  }

  @BeforeEach
  void open() {
    open(1440, 900, ColorScheme.LIGHT);
  }

  private void open(int width, int height, ColorScheme colours) {
    if (context != null) {
      context.close();
    }
    context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setColorScheme(colours)
                    .setReducedMotion(ReducedMotion.REDUCE)
                    .setTimezoneId("Europe/Vienna"));
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            troubles.add(message.text());
          }
        });
    page.onPageError(troubles::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith(console.url())) {
            troubles.add("asked elsewhere: " + request.url());
          }
        });
  }

  @AfterEach
  void end() {
    context.close();
    assertThat(troubles).isEmpty();
  }

  @Test
  void newest_events_are_shown_with_their_number_over_time() {
    go("/");
    assertThat(page.locator(".facts strong")).hasText("5,000 events");
    assertThat(page.locator(".event")).hasCount(200);
    assertThat(page.locator("rect.bar.error").first()).isVisible();
    picture("light");
  }

  @Test
  void query_is_typed_and_run_and_its_words_are_marked() {
    go("/");
    page.keyboard().press("/");
    page.keyboard().type("\"connection refused\" AND log.level:ERROR");
    page.keyboard().press("Control+Enter");
    assertThat(page.locator("mark").first())
        .hasText(Pattern.compile("connection refused", Pattern.CASE_INSENSITIVE));
    assertThat(page).hasURL(Pattern.compile("q=%22connection"));
    assertThat(page.locator(".event.info")).hasCount(0);
  }

  @Test
  void wrong_query_is_explained_with_its_place() {
    go("/");
    page.locator(".query input").fill("status AND (");
    page.locator(".query input").press("Enter");
    assertThat(page.locator(".problem")).containsText("The query ends too early");
    assertThat(page.locator(".problem pre")).containsText("^");
    picture("wrong-query");
    troubles.removeIf(trouble -> trouble.contains("400"));
  }

  @Test
  void keys_move_open_and_close_and_a_value_becomes_a_filter() {
    go("/?q=payment");
    page.locator(".event").first().waitFor();
    page.keyboard().press("j");
    page.keyboard().press("j");
    page.keyboard().press("Enter");
    Locator detail = page.locator("loggia-event-detail");
    assertThat(detail).containsText("host.name");
    picture("expanded");
    detail.getByRole(AriaRole.TAB).nth(1).click();
    assertThat(detail.locator("pre")).containsText("\"@timestamp\"");
    picture("json");
    page.keyboard().press("Escape");
    assertThat(detail).hasCount(0);
    page.keyboard().press("Enter");
    detail.getByLabel("Only host.name with this value").click();
    assertThat(page.locator(".pill")).containsText("host.name");
    assertThat(page).hasURL(Pattern.compile("is=host.name%3Aapp-"));
    page.waitForCondition(
        () -> page.locator(".place b").allTextContents().stream().distinct().count() == 1);
    page.locator(".pill button").first().click();
    assertThat(page.locator(".pill.negated")).hasCount(1);
  }

  @Test
  void field_shows_its_frequent_values_and_one_is_left_out() {
    go("/");
    page.locator("loggia-field-list .field", new Page.LocatorOptions().setHasText("log.level"))
        .click();
    assertThat(page.locator(".top .value").first()).containsText("info");
    picture("field-values");
    page.getByLabel("Without log.level INFO").click();
    assertThat(page.locator(".pill.negated")).containsText("info");
    assertThat(page.locator(".event.info")).hasCount(0);
  }

  @Test
  void dragging_over_the_chart_looks_at_that_time_and_back_returns() {
    go("/");
    assertThat(page.locator(".facts strong")).hasText("5,000 events");
    BoundingBox chart = page.locator(".chart").boundingBox();
    page.mouse().move(chart.x + chart.width * 0.5, chart.y + 40);
    page.mouse().down();
    page.mouse().move(chart.x + chart.width * 0.7, chart.y + 40);
    picture("dragging");
    page.mouse().up();
    assertThat(page).hasURL(Pattern.compile("from=20"));
    assertThat(page.locator(".facts strong")).not().hasText("5,000 events");
    assertThat(page.locator(".event").first()).isVisible();
    page.goBack();
    assertThat(page.locator(".facts strong")).hasText("5,000 events");
  }

  @Test
  void hostile_text_stays_text() {
    go("/?q=hostile&wrap=");
    assertThat(page.locator(".message").first()).containsText(SampleLogs.HOSTILE);
    assertThat(page.locator(".message").first()).containsText("⟨U+202E⟩");
    page.locator(".line").first().click();
    assertThat(page.locator("loggia-event-detail")).containsText(SampleLogs.HOSTILE);
    page.locator("loggia-field-list .field", new Page.LocatorOptions().setHasText("user")).click();
    assertThat(page.locator(".top .value").first()).containsText("<img");
    assertThat(page.locator("img, .event script")).hasCount(0);
    assertThat(page).hasTitle("hostile – Loggia");
    picture("hostile");
  }

  @Test
  void address_restores_what_was_looked_at() {
    go("/?q=order&from=now-12h&not=host.name%3Aapp-1&columns=trace.id&zone=utc&wrap=");
    page.locator(".event").first().waitFor();
    page.locator(".line").nth(2).click();
    assertThat(page.locator("loggia-event-detail")).hasCount(1);
    String message = page.locator(".event.opened .message").innerText();
    String address = page.url();
    page.close();
    page = context.newPage();
    page.navigate(address);
    assertThat(page.locator(".event.opened .message")).hasText(message);
    assertThat(page.locator(".query input")).hasValue("order");
    assertThat(page.locator(".pill.negated")).containsText("app-1");
    assertThat(page.locator(".head .column")).containsText("trace.id");
    assertThat(page.locator(".range")).containsText("now-12h".substring(4));
  }

  @Test
  void copied_link_leads_to_the_event() {
    context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    go("/?q=order");
    page.locator(".line").nth(7).click();
    String message = page.locator(".event.opened .message").innerText();
    page.getByText("Copy link").click();
    page.getByText("Copied").waitFor();
    page.navigate((String) page.evaluate("navigator.clipboard.readText()"));
    assertThat(page.locator(".event.opened .message")).hasText(message);
    assertThat(page.locator(".event").first()).hasClass(Pattern.compile("opened"));
  }

  @Test
  void more_is_loaded_below_without_repeating() {
    go("/?q=order");
    Locator events = page.locator(".event");
    assertThat(events).hasCount(200);
    page.locator(".end button").click();
    assertThat(events).hasCount(400);
    Object distinct =
        page.evaluate(
            "new Set([...document.querySelectorAll('.event')].map(e => e.dataset.key)).size");
    assertThat(distinct).isEqualTo(400);
  }

  @Test
  void live_shows_what_arrives_and_waits_while_one_reads() throws InterruptedException {
    go("/?q=arriving&live=");
    assertThat(page.locator(".live")).hasAttribute("aria-pressed", "true");
    arrive(1);
    assertThat(page.locator(".event")).hasCount(1);
    page.locator(".line").first().click();
    arrive(2);
    assertThat(page.locator(".new-pill")).hasText("1 new");
    picture("live");
    page.locator(".new-pill").click();
    assertThat(page.locator(".event")).hasCount(2);
  }

  private void arrive(int number) throws InterruptedException {
    Event event = new Event(Instant.now());
    event.set("message", "arriving number " + number);
    event.origin(Origin.of(number, "arriving"));
    console.sink().accept(Batch.of(event));
  }

  @Test
  void nothing_found_says_what_to_do() {
    go("/?q=nosuchword");
    assertThat(page.locator(".empty h1")).hasText("Nothing matches");
    picture("nothing-matches");
    page.getByText("Clear the query").click();
    assertThat(page.locator(".event").first()).isVisible();
  }

  @Test
  void nothing_stored_says_how_to_begin() {
    go("/?index=logs-none-*");
    assertThat(page.locator(".empty h1")).hasText("No logs yet");
    picture("nothing-stored");
  }

  @Test
  void time_is_chosen() {
    go("/");
    page.locator(".range").click();
    picture("time-picker");
    page.getByText("Last 4 hours").click();
    assertThat(page).hasURL(Pattern.compile("from=now-4h"));
    assertThat(page.locator(".range")).containsText("Last 4 hours");
  }

  @Test
  void it_looks_right_in_the_dark_when_narrow_and_on_a_phone() {
    open(1440, 900, ColorScheme.DARK);
    go("/?q=payment&columns=service.name");
    page.locator(".line").nth(1).click();
    picture("dark");
    open(1000, 700, ColorScheme.LIGHT);
    go("/");
    picture("narrow");
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    open(390, 844, ColorScheme.LIGHT);
    go("/");
    picture("phone");
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
  }

  private void go(String path) {
    page.navigate(console.url() + path);
    page.locator(".facts, .empty").first().waitFor();
  }

  private void picture(String name) {
    page.locator(".progress")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }
}
