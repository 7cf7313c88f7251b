package org.fedval.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.fedval.coordinator.access.Account;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.config.OidcConfig;
import org.fedval.coordinator.config.WebConfig;
import org.fedval.coordinator.support.Browser;
import org.fedval.coordinator.support.OpenIdProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderSignInTest {
  @TempDir private Path folder;

  private OpenIdProvider provider;
  private LivePages pages;

  @BeforeEach
  void start() throws Exception {
    provider = new OpenIdProvider();
    pages = pages(null, null);
  }

  @AfterEach
  void stop() {
    pages.close();
    provider.close();
  }

  @Test
  void a_person_of_the_provider_signs_in_and_waits_for_a_role() throws Exception {
    Browser browser = pages.browser();

    assertThat(browser.get("/sign-in").body()).contains("Sign in with Example Hospital");
    assertThat(arrive(browser, consent(browser, "77")).statusCode()).isEqualTo(303);
    assertThat(browser.get("/sign-in").body())
        .contains("nobody has said yet what you may do")
        .contains("77@example.org");

    Account account = account("77");
    pages.accounts.desk().setRoles("test", account, Set.of(Role.RESEARCHER), "");
    assertThat(browser.get("/account").body()).contains("77@example.org").contains("Researcher");
    assertThat(browser.get("/account").body()).doesNotContain("Current password");
  }

  @Test
  void the_same_subject_is_the_same_account_whatever_it_is_called() throws Exception {
    arrive("77");
    provider.bend = claims -> claims.claim("preferred_username", "renamed@example.org");
    arrive("77");
    arrive("78");

    assertThat(pages.accounts.desk().list())
        .extracting(Account::login)
        .filteredOn(login -> login.contains("@"))
        .hasSize(2);
  }

  @Test
  void a_name_at_the_provider_opens_no_account_of_that_name_here() throws Exception {
    pages.accounts.desk().add("test", "ada@example.org", "Ada", Set.of(Role.ADMINISTRATOR), "");

    Browser browser = pages.browser();
    arrive(browser, consent(browser, "ada"));

    assertThat(browser.get("/sign-in").body()).contains("nobody has said yet what you may do");
    assertThat(account("ada").login()).startsWith("ada@example.org-");
  }

  @Test
  void a_bent_token_signs_nobody_in() throws Exception {
    Instant now = Instant.now();
    Map<String, UnaryOperator<JWTClaimsSet.Builder>> bent =
        Map.of(
            "nonce", claims -> claims.claim("nonce", "another"),
            "no nonce", claims -> claims.claim("nonce", null),
            "audience", claims -> claims.audience("somebody-else"),
            "issuer", claims -> claims.issuer("https://evil.example"),
            "party", claims -> claims.audience(List.of("fedval", "x")).claim("azp", "x"),
            "expired", claims -> claims.expirationTime(Date.from(now.minusSeconds(600))),
            "future", claims -> claims.issueTime(Date.from(now.plusSeconds(600))));
    for (Map.Entry<String, UnaryOperator<JWTClaimsSet.Builder>> way : bent.entrySet()) {
      provider.bend = way.getValue();
      refused(way.getKey(), "PROVIDER_TOKEN");
    }
    provider.bend = claims -> claims;
    provider.signed = OpenIdProvider.Signed.BY_ANOTHER;
    refused("signature", "PROVIDER_TOKEN");
    provider.signed = OpenIdProvider.Signed.NOT;
    refused("alg none", "PROVIDER_TOKEN");
  }

  @Test
  void what_another_browser_began_or_nobody_is_refused() throws Exception {
    Browser victim = pages.browser();
    Browser attacker = pages.browser();
    String query = consent(attacker, "mallory");
    assertThat(arrive(victim, query).body()).contains("PROVIDER_STATE");
    var unused = leave(victim);
    assertThat(arrive(victim, query).body()).contains("PROVIDER_STATE");
    assertThat(victim.cookie("fedval")).isEmpty();
    assertThat(arrive(victim, "error=access_denied&state=x").body()).contains("PROVIDER_STATE");
    assertThat(arrive(victim, "").body()).contains("PROVIDER_STATE");
  }

  @Test
  void a_code_is_good_once_and_for_its_own_browser() throws Exception {
    Browser browser = pages.browser();
    String query = consent(browser, "77");
    var trip = browser.cookie("fedval-provider").orElseThrow();
    assertThat(arrive(browser, query).statusCode()).isEqualTo(303);
    assertThat(arrive(browser, query).body()).contains("PROVIDER_STATE");

    Browser again = pages.browser();
    again.steal(trip);
    assertThat(arrive(again, query).body()).contains("PROVIDER_CODE");

    Browser other = pages.browser();
    String state = consent(other, "78").replaceAll(".*state=", "");
    String foreign = consent(pages.browser(), "mallory").replaceAll("&state=.*", "");
    assertThat(arrive(other, foreign + "&state=" + state).body()).contains("PROVIDER_CODE");
  }

  @Test
  void the_group_claim_gives_and_takes_roles_at_every_sign_in() throws Exception {
    pages.close();
    pages =
        pages("groups", Map.of("fv-admins", "administrator", "a", "vendor:acme", "b", "vendor:b"));
    provider.bend = claims -> claims.claim("groups", List.of("fv-admins", "a", "unknown"));
    arrive("77");
    assertThat(account("77").roles()).containsOnly(Role.ADMINISTRATOR, Role.VENDOR);
    assertThat(account("77").party()).isEqualTo("acme");

    provider.bend = claims -> claims.claim("groups", List.of("a", "b"));
    arrive("77");
    assertThat(account("77").roles()).isEmpty();

    provider.bend = claims -> claims.claim("groups", "a");
    arrive("77");
    assertThat(account("77").roles()).containsOnly(Role.VENDOR);
  }

  @Test
  void a_closed_account_stays_closed() throws Exception {
    arrive("77");
    pages.accounts.desk().disable("test", account("77"));

    Browser browser = pages.browser();
    assertThat(arrive(browser, consent(browser, "77")).body()).contains("This account is closed");
    assertThat(browser.cookie("fedval")).isEmpty();
  }

  @Test
  void a_provider_that_is_not_there_is_a_sentence() throws Exception {
    provider.close();

    HttpResponse<String> answer = pages.browser().get("/sign-in/provider");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("Example Hospital does not answer");
  }

  private void refused(String how, String code) throws Exception {
    Browser browser = pages.browser();
    assertThat(arrive(browser, consent(browser, "77")).body()).as(how).contains(code);
    assertThat(browser.cookie("fedval")).as(how).isEmpty();
  }

  private void arrive(String subject) throws Exception {
    Browser browser = pages.browser();
    assertThat(arrive(browser, consent(browser, subject)).statusCode()).isEqualTo(303);
  }

  private static HttpResponse<String> arrive(Browser browser, String query) throws Exception {
    return browser.get("/sign-in/callback?" + query);
  }

  private String consent(Browser browser, String subject) throws Exception {
    return provider.consent(leave(browser), subject);
  }

  private static String leave(Browser browser) throws Exception {
    return Browser.location(browser.get("/sign-in/provider"));
  }

  private Account account(String subject) {
    return pages.accounts.desk().list().stream()
        .filter(a -> a.provider() != null && a.provider().subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  private LivePages pages(String claim, Map<String, String> roles) throws Exception {
    return LivePages.start(
        folder,
        Clock.systemUTC(),
        new WebConfig(
            null,
            0,
            null,
            null,
            null,
            null,
            null,
            new OidcConfig(
                provider.issuer(),
                OpenIdProvider.CLIENT,
                "oidc-secret",
                "Example Hospital",
                claim,
                roles)));
  }
}
