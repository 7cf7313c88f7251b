package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.fedval.coordinator.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A vendor writes a plan in the browser, signs it at home, hands it in, watches three hospitals run
 * it and reads the report; then each role walks over every page that it may see.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FederationPageTest {
  private static final double RUN_MILLIS = 180_000;

  @TempDir private static Path folder;

  private PagesFederation federation;
  private PageBrowser browser;
  private String study;
  private String seenLive;

  @BeforeAll
  void a_vendor_submits_a_study_watches_it_and_reads_the_report() throws Exception {
    federation = PagesFederation.start(folder);
    browser = PageBrowser.start(federation.address());
    Page page = federation.signedIn(browser, Role.VENDOR, ColorScheme.LIGHT);
    PageBrowser.picture(page, "studies-empty");

    page.navigate("/submit");
    page.getByText("New plan for a model").click();
    page.locator("#yaml").fill(PagesFederation.plan());
    page.getByText("Save and check").click();
    PageBrowser.picture(page, "submit-plan");
    Path plan = download(page, "a:text-is('plan.yaml')", "plan.yaml");
    Path roster = download(page, "a[href='/submit/roster.fvr']", "roster.fvr");
    Path signed = federation.pack(plan, roster);
    page.navigate("/submit");
    page.locator("#package").setInputFiles(signed);
    page.getByText("Submit the study").click();

    page.waitForURL("**/studies/*");
    study = page.url().substring(federation.address().length());
    seenLive = page.locator("#live").innerText();
    PageBrowser.picture(page, "study-live");
    page.getByText("Read the report").waitFor(new Locator.WaitForOptions().setTimeout(RUN_MILLIS));
    PageBrowser.picture(page, "study-published");
    page.getByText("Read the report").click();
    page.waitForURL("**/report");
    PageBrowser.picture(page, "report");
  }

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
    if (federation != null) {
      federation.close();
    }
  }

  private static Path download(Page page, String link, String name) {
    Download file = page.waitForDownload(() -> page.locator(link).first().click());
    Path target = folder.resolve(name);
    file.saveAs(target);
    return target;
  }

  @Test
  void the_live_page_names_every_site_and_its_phase() {
    assertThat(seenLive).contains("site-1", "site-2", "site-3").contains("Recruiting");
  }

  @Test
  void the_report_leads_with_its_verdict_and_offers_what_verifies_it() {
    Page page = federation.signedIn(browser, Role.VENDOR, ColorScheme.LIGHT);

    page.navigate(study + "/report");

    assertThat(page.locator("#verdict").innerText()).isNotBlank();
    assertThat(page.locator("#verify").innerText()).contains("fedval report verify");
    page.context().close();
  }

  @Test
  void somebody_who_is_no_member_finds_neither_the_study_nor_its_report() {
    Page page = federation.signedIn(browser, Role.RESEARCHER, ColorScheme.LIGHT);

    assertThat(page.locator("main").innerText()).doesNotContain(PagesFederation.STUDY);
    for (String path : List.of(study, study + "/report", study + "/members")) {
      assertThat(page.navigate(path).status()).as(path).isIn(403, 404);
    }
    page.context().close();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void every_page_that_a_role_can_click_to_is_whole_and_accessible_in_light_and_dark(Role role)
      throws Exception {
    List<String> faults = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (ColorScheme colors : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = federation.signedIn(browser, role, colors);
      for (String path : reachable(page)) {
        Response response = page.navigate(path);
        seen.add(path);
        if (response.status() != 200) {
          faults.add(path + " answered " + response.status());
        }
        faults.addAll(PageBrowser.violations(page));
        PageBrowser.picture(page, pictureOf(role, colors, path));
      }
      page.context().close();
    }

    assertThat(faults).isEmpty();
    assertThat(browser.faults()).isEmpty();
    assertThat(seen).contains("/studies", "/audit", "/account");
    if (role == Role.VENDOR) {
      assertThat(seen).contains("/submit", study, study + "/report");
    }
    if (role == Role.ADMINISTRATOR) {
      assertThat(seen).contains("/sites", "/accounts", study, study + "/report");
    }
  }

  @Test
  void the_page_for_signing_in_is_accessible_and_says_what_is_wrong() throws Exception {
    List<String> faults = new ArrayList<>();
    for (ColorScheme colors : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = browser.window(colors);
      page.navigate("/sign-in");
      faults.addAll(PageBrowser.violations(page));
      page.getByLabel("Sign-in name").fill("nobody");
      page.getByLabel("Password").fill("wrong");
      page.locator("main button[type=submit]").first().click();
      assertThat(page.locator("#wrong").innerText()).isEqualTo("Name or password is wrong.");
      faults.addAll(PageBrowser.violations(page));
      PageBrowser.picture(page, "sign-in-" + colors);
      page.navigate("/nowhere");
      faults.addAll(PageBrowser.violations(page));
      page.context().close();
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void a_session_that_was_ended_is_sent_to_the_sign_in_page() {
    Page page = federation.signedIn(browser, Role.AUDITOR, ColorScheme.LIGHT);

    page.getByText("Sign out").click();
    page.waitForURL("**/sign-in");
    page.navigate("/audit");

    assertThat(page.url()).endsWith("/sign-in");
    page.context().close();
  }

  @Test
  void the_keyboard_alone_reaches_the_content_and_every_entry_of_the_navigation() {
    Page page = federation.signedIn(browser, Role.ADMINISTRATOR, ColorScheme.LIGHT);
    page.navigate("/studies");
    Set<String> focused = new LinkedHashSet<>();
    for (int i = 0; i < 20; i++) {
      page.keyboard().press("Tab");
      focused.add(String.valueOf(page.evaluate("document.activeElement.getAttribute('href')")));
    }

    assertThat(focused).contains("#content", "/studies", "/sites", "/audit", "/accounts");
    page.context().close();
  }

  /** The pages that links lead to, two clicks deep, one of each kind. */
  private static List<String> reachable(Page page) {
    Map<String, String> kinds = new LinkedHashMap<>();
    page.navigate("/studies");
    collect(page, kinds);
    for (int depth = 0; depth < 2; depth++) {
      for (String path : List.copyOf(kinds.values())) {
        page.navigate(path);
        collect(page, kinds);
      }
    }
    return List.copyOf(kinds.values());
  }

  private static void collect(Page page, Map<String, String> kinds) {
    Object found =
        page.evaluate(
            "() => [...document.querySelectorAll('a[href]:not([download])')]"
                + ".map(a => new URL(a.href)).filter(u => u.origin === location.origin)"
                + ".map(u => u.pathname)");
    for (Object link : (List<?>) found) {
      String path = link.toString();
      // Not a page: a file, a figure's numbers, the interface for scripts.
      if (!path.matches(".*\\.[a-z0-9]{1,5}") && !path.startsWith("/api/v1")) {
        kinds.putIfAbsent(path.replaceAll("[0-9a-f]{32,64}|[0-9]+", "#"), path);
      }
    }
  }

  private static String pictureOf(Role role, ColorScheme colors, String path) {
    String kind = path.replaceAll("[0-9a-f]{32,64}", "id").replaceAll("[^A-Za-z0-9]+", "-");
    return "%s-%s%s".formatted(role, colors, kind).toLowerCase(Locale.ROOT);
  }
}
