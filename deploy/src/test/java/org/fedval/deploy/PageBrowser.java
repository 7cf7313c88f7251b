package org.fedval.deploy;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A headless Chromium as Debian packages it. Whatever a page logs as an error, and every request to
 * another host, is kept: both are faults.
 */
final class PageBrowser implements AutoCloseable {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 900;
  private static final List<Path> CHROMIUM =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));

  private final Playwright playwright;
  private final Browser browser;
  private final String home;
  private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

  private PageBrowser(Playwright playwright, Browser browser, String home) {
    this.playwright = playwright;
    this.browser = browser;
    this.home = home;
  }

  /**
   * Starts one; the test is skipped when there is none, or fails with CI=true.
   *
   * @param home the pages' address without a path
   */
  static PageBrowser start(String home) {
    List<Path> found = CHROMIUM.stream().filter(Files::isExecutable).toList();
    RequiredTool.require(
        !found.isEmpty(), "No Chromium here; install the Debian package chromium.");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(found.get(0))
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    return new PageBrowser(playwright, browser, home);
  }

  /** A window of its own, with cookies of its own. */
  Page window(ColorScheme colors) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(home)
                .setColorScheme(colors)
                .setLocale("en-GB")
                .setViewportSize(WIDTH, HEIGHT));
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          // A refusal that a test provokes is logged by the browser itself.
          if (message.type().equals("error") && !message.text().startsWith("Failed to load")) {
            faults.add(page.url() + ": " + message.text());
          }
        });
    page.onPageError(error -> faults.add(page.url() + ": " + error));
    page.onRequest(
        request -> {
          if (!request.url().startsWith(home) && !request.url().startsWith("data:")) {
            faults.add(page.url() + " asked for " + request.url());
          }
        });
    return page;
  }

  /** What pages logged as errors, and requests to other hosts, until now. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** Keeps a picture of the whole page in target/screenshots. */
  static void picture(Page page, String name) throws IOException {
    Path folder = Path.of("target", "screenshots");
    Files.createDirectories(folder);
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(folder.resolve(name + ".png")));
  }

  /** Where axe-core is, put there by .ci/run; the test is skipped or fails without it. */
  static Path axe() {
    Path script = Path.of("target/axe/node_modules/axe-core/axe.min.js");
    RequiredTool.require(
        Files.isReadable(script),
        "axe-core is not in deploy/target/axe; .ci/run puts it there with npm.");
    return script;
  }

  /** Accessibility faults that axe-core finds, one line each. */
  static List<String> violations(Page page) throws IOException {
    page.evaluate(Files.readString(axe()));
    Object found =
        page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
                + ".flatMap(v => v.nodes.map(n => v.id + ': ' + n.target.join(' ') + ': '"
                + " + n.failureSummary))");
    return ((List<?>) found).stream().map(line -> page.url() + " " + line).toList();
  }

  @Override
  public void close() {
    Stream.of(browser, playwright)
        .forEach(
            part -> {
              try {
                part.close();
              } catch (Exception e) {
                throw new IllegalStateException("The browser did not close.", e);
              }
            });
  }
}
