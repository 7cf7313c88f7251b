package org.fedval.coordinator.web.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.coordinator.access.Role.ADMINISTRATOR;
import static org.fedval.coordinator.access.Role.AUDITOR;
import static org.fedval.coordinator.access.Role.RESEARCHER;
import static org.fedval.coordinator.access.Role.VENDOR;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.site.Enrolment;
import org.fedval.coordinator.site.SignsOfLife;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.EnrollRequest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.mtls.CertificateRequest;
import org.fedval.wire.mtls.EnrollmentToken;
import org.fedval.wire.mtls.PeerIdentity;
import org.fedval.wire.mtls.TlsKeyPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SitesOverHttpTest {
  private static final Pattern SECRET = Pattern.compile("<pre class=\"secret\"[^>]*>([^<]+)</pre>");

  @TempDir private Path folder;

  private GovernedHouse governed;

  @BeforeEach
  void open() throws Exception {
    governed = new GovernedHouse(folder, GovernedHouse.BY_HEADER, 64);
  }

  @AfterEach
  void close() {
    governed.close();
  }

  @Test
  void a_token_from_the_page_enrols_a_site_and_is_shown_only_once() throws Exception {
    HttpResponse<String> answer = make(ADMINISTRATOR, "site-a");

    String token = secret(answer.body());
    assertThat(answer.body()).contains("fedval agent enroll");
    assertThat(enrol(token, "site-a")).isInstanceOf(Enrolment.Outcome.Enrolled.class);
    String page = governed.get(ADMINISTRATOR, "/sites").body();
    assertThat(page).contains("Hospital site-a").doesNotContain(token).contains("No token waits");
    assertThat(page)
        .as("its certificate lasts thirty days")
        .contains("ends <time")
        .contains("in 30 days");
  }

  @Test
  void a_withdrawn_token_enrols_nobody_and_the_log_has_it() throws Exception {
    String token = secret(make(ADMINISTRATOR, "site-a").body());
    String hash = EnrollmentToken.parse(token).hash().hex();

    assertThat(governed.get(ADMINISTRATOR, "/sites").body()).contains(hash);
    var withdrawn = governed.post(ADMINISTRATOR, "/sites/tokens/withdraw", Map.of("token", hash));

    assertThat(withdrawn.statusCode()).isEqualTo(302);
    assertThat(((Enrolment.Outcome.Refused) enrol(token, "site-a")).code())
        .isEqualTo("TOKEN_UNKNOWN");
    assertThat(governed.house.audit.entry(governed.house.audit.size() - 1).event())
        .isEqualTo(LogEvent.TOKEN_WITHDRAWN);
    var again = governed.post(ADMINISTRATOR, "/sites/tokens/withdraw", Map.of("token", hash));
    assertThat(again.statusCode()).isEqualTo(409);
  }

  @Test
  void a_site_id_that_is_none_is_refused_in_words() throws Exception {
    HttpResponse<String> answer = make(ADMINISTRATOR, "Site A");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("A site id is 1 to 64 characters");
  }

  @Test
  void publishing_makes_a_roster_of_everybody_who_is_enrolled() throws Exception {
    governed.house.enrol("a", "b", "c");

    governed.post(ADMINISTRATOR, "/sites/roster", Map.of("roster", "north"));
    String page = governed.get(VENDOR, "/sites").body();

    assertThat(page).contains("north version 1").contains("Approved by nobody yet");
    Roster roster = Roster.decode(governed.house.rosters.current().orElseThrow().body());
    assertThat(page).contains(roster.hash().hex());
    governed.house.rosterRows.approve(
        roster.hash().toByteArray(), "b", new SignedBody(new byte[] {1}, new byte[64]));
    assertThat(governed.get(VENDOR, "/sites").body()).contains("Approved by b.");
  }

  @Test
  void without_sites_there_is_nothing_to_publish() throws Exception {
    var answer = governed.post(ADMINISTRATOR, "/sites/roster", Map.of("roster", "north"));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("No site is enrolled yet");
  }

  @Test
  void revoking_names_the_running_studies_first_and_then_shows_up() throws Exception {
    governed.house.enrol("a", "b", "c");
    Roster roster = governed.house.publishRoster();
    governed.upload(VENDOR, governed.packed("running-study", roster), GovernedHouse.TOKEN);

    String asked = governed.get(ADMINISTRATOR, "/sites/a/revoke").body();
    assertThat(asked).contains("cannot be undone").contains("running-study (RECRUITING)");
    var unconfirmed = governed.post(ADMINISTRATOR, "/sites/a/revoke", Map.of("confirm", "b"));
    assertThat(unconfirmed.statusCode()).isEqualTo(400);
    assertThat(governed.house.sites.find("a")).isPresent();

    var done = governed.post(ADMINISTRATOR, "/sites/a/revoke", Map.of("confirm", "a"));

    assertThat(done.statusCode()).isEqualTo(302);
    assertThat(governed.house.sites.find("a")).isEmpty();
    String page = governed.get(ADMINISTRATOR, "/sites").body();
    assertThat(page).contains("roster version 2").containsSubsequence("Revoked", "Hospital a");
  }

  @Test
  void an_agent_leaves_its_version_and_a_coarse_sign_of_life() throws Exception {
    governed.house.enrol("a");
    SignsOfLife life = new SignsOfLife(governed.lives, governed.house.clock);
    assertThat(governed.get(AUDITOR, "/sites").body()).contains("never seen");

    life.attached("a", "fedval 0.1.0");

    assertThat(governed.get(AUDITOR, "/sites").body())
        .contains("fedval 0.1.0")
        .contains("just now");
    governed.house.outboxes.attach("a", instruction -> {});
    assertThat(governed.get(AUDITOR, "/sites").body()).contains("attached");
  }

  @Test
  void a_long_list_of_sites_is_searched_filtered_and_paged() throws Exception {
    for (int site = 101; site <= 155; site++) {
      governed.house.enrol("s" + site);
    }
    governed.house.outboxes.attach("s102", instruction -> {});
    governed.house.rosters.publish("long");

    String first = governed.get(AUDITOR, "/sites").body();
    String second = governed.get(AUDITOR, "/sites?show=all&after=s150").body();
    String attached = governed.get(AUDITOR, "/sites?show=attached").body();
    String searched = governed.get(AUDITOR, "/sites?q=Hospital+S13").body();
    String nothing = governed.get(AUDITOR, "/sites?q=nowhere&show=away").body();

    assertThat(first).contains("55 enrolled", "55 of 55 match, 50 on this page");
    assertThat(first).contains("Hospital s150").doesNotContain("Hospital s151");
    assertThat(first).contains("href=\"/sites?show=all&amp;after=s150\"");
    assertThat(second).contains("Hospital s151", "First page").doesNotContain("Hospital s150");
    assertThat(attached).contains("1 of 55 match").contains("Hospital s102");
    assertThat(attached).doesNotContain("Hospital s103");
    assertThat(searched).contains("10 of 55 match").contains("Hospital s130", "Hospital s139");
    assertThat(first).contains("Approved by 0 of 55 sites.", "Not yet approved by 55");
    assertThat(nothing).contains("No site matches.", "0 of 55 match");
    assertThat(governed.get(AUDITOR, "/sites?show=none").statusCode()).isEqualTo(400);
  }

  @Test
  void only_administrators_change_sites_and_researchers_do_not_see_them() throws Exception {
    governed.house.enrol("a");
    for (Role role : new Role[] {VENDOR, RESEARCHER, AUDITOR}) {
      assertThat(make(role, "site-b").statusCode()).as("token by %s", role).isEqualTo(403);
      assertThat(governed.get(role, "/sites/a/revoke").statusCode()).isEqualTo(403);
      assertThat(governed.post(role, "/sites/a/revoke", Map.of("confirm", "a")).statusCode())
          .isEqualTo(403);
      assertThat(governed.post(role, "/sites/roster", Map.of("roster", "r")).statusCode())
          .isEqualTo(403);
    }
    assertThat(governed.get(RESEARCHER, "/sites").statusCode()).isEqualTo(403);
    assertThat(governed.get(AUDITOR, "/sites").body()).doesNotContain("Make a token");
    assertThat(governed.house.sites.find("a")).isPresent();
  }

  @Test
  void a_form_of_another_page_changes_nothing() throws Exception {
    governed.house.enrol("a");

    var answer =
        governed.send(
            governed
                .to(ADMINISTRATOR, "/sites/a/revoke")
                .POST(GovernedHouse.form(Map.of("confirm", "a"), "guessed")),
            "application/x-www-form-urlencoded");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(governed.house.sites.find("a")).isPresent();
  }

  private HttpResponse<String> make(Role role, String siteId) throws Exception {
    return governed.post(role, "/sites/tokens", Map.of("site", siteId));
  }

  private static String secret(String page) {
    Matcher token = SECRET.matcher(page);
    assertThat(token.find()).as(page).isTrue();
    return token.group(1);
  }

  private Enrolment.Outcome enrol(String text, String siteId) throws Exception {
    EnrollmentToken token = EnrollmentToken.parse(text);
    SigningKey identity = SigningKey.generate(governed.house.random);
    CertificateRequest csr =
        CertificateRequest.create(
            TlsKeyPair.generate(governed.house.random), PeerIdentity.site(siteId));
    byte[] body =
        new EnrollRequest(
                siteId,
                token.hash(),
                identity.verifyingKey(),
                Octets.of(new byte[32]),
                Octets.of(new byte[1184]),
                Octets.of(csr.der()),
                0)
            .encode();
    return governed.enrolment.enrol(
        SignedBody.signOutside(EnrollRequest.TYPE, body, identity),
        token.secret(),
        "Hospital " + siteId);
  }
}
