package org.fedval.coordinator.web.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.desk.StudySubmission;
import org.fedval.coordinator.study.Canceller;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.PublishedStudy;
import org.fedval.coordinator.support.TinyStudy;
import org.fedval.coordinator.support.WebHouse;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.study.LockedStudy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyPagesTest {
  @TempDir private Path folder;
  private House house;
  private PublishedStudy study;
  private WebHouse web;
  private long expires;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
    study = new PublishedStudy(house);
    expires = house.expires();
    web = new WebHouse(house, null, 0);
  }

  @AfterEach
  void close() {
    web.close();
    house.close();
  }

  @Test
  void the_list_says_state_sites_and_progress_of_the_studies_one_may_see() throws Exception {
    Sha256Digest hidden = submit("hidden-one");
    web.hidden.add(hidden);

    String list = get(Role.RESEARCHER, "/studies");
    assertThat(list)
        .contains("1 study<", "/studies/" + study.study.hex(), "s-1", "Gate", "step 3 of 6")
        .contains("3, 3 approved")
        .doesNotContain("hidden-one", hidden.hex());
    assertThat(get(Role.ADMINISTRATOR, "/studies")).contains("hidden-one", "2 studies");
  }

  @Test
  void the_list_is_narrowed_by_state_and_words_as_a_plain_form_does_it() throws Exception {
    submit("lung-7");

    assertThat(get(Role.VENDOR, "/studies?state=recruiting&q=&sort=newest"))
        .contains("1 study<", "lung-7", "<option value=\"recruiting\" selected")
        .doesNotContain(study.study.hex());
    assertThat(get(Role.VENDOR, "/studies?q=LUNG")).contains("lung-7").doesNotContain("> s-1");
    assertThat(get(Role.VENDOR, "/studies?q=nothing-like-it"))
        .contains("No study matches.", "Show all studies");
    assertThat(web.get(Role.VENDOR, "/studies?state=nowhere").statusCode()).isEqualTo(400);
    assertThat(web.get(Role.VENDOR, "/studies?after=x").statusCode()).isEqualTo(400);
  }

  @Test
  void a_long_list_comes_in_pages_that_lose_no_study() throws Exception {
    for (int i = 0; i < 26; i++) {
      submit("p-" + i);
    }
    List<String> seen = new ArrayList<>();
    String path = "/studies";
    for (int pages = 0; path != null; pages++) {
      assertThat(pages).isLessThan(3);
      String list = get(Role.AUDITOR, path);
      assertThat(list).contains("27 studies");
      Matcher rows = Pattern.compile("<a href=\"/studies/([0-9a-f]{64})\">").matcher(list);
      while (rows.find()) {
        seen.add(rows.group(1));
      }
      Matcher next = Pattern.compile("<a href=\"([^\"]+)\" rel=\"next\">").matcher(list);
      path = next.find() ? next.group(1).replace("&amp;", "&") : null;
    }
    assertThat(seen).hasSize(27).doesNotHaveDuplicates();
  }

  @Test
  void an_empty_list_tells_each_role_what_to_do_next() throws Exception {
    web.hidden.add(study.study);

    assertThat(get(Role.VENDOR, "/studies"))
        .contains("You have not submitted a study yet.", "href=\"/submit\"");
    assertThat(get(Role.RESEARCHER, "/studies"))
        .contains("You are not a member of any study yet.")
        .doesNotContain("href=\"/submit\"");
  }

  @Test
  void a_running_study_shows_where_it_is_who_is_waited_for_and_how_long() throws Exception {
    house.desk.signOfLife("a", SitePhaseName.RUNNING_COHORT);
    house.clock.forward(Duration.ofMinutes(10));
    house.settle();
    house.tick();

    String page = get(Role.RESEARCHER, "/studies/" + study.study.hex());
    assertThat(page)
        .containsPattern("<li class=\"now running\" aria-current=\"step\">\\s*<b>[^§]*?Gate")
        .contains("Waiting for a, b, c to answer this phase.", "Time left", "50 minutes")
        .contains("10 minutes ago", "Waiting for every site&#39;s approval.".replace("&#39;", "'"))
        .contains("data-events=\"/studies/" + study.study.hex() + "/events\"", "<noscript>");
    assertThat(page).doesNotContain("/cancel\"");
  }

  @Test
  void of_a_site_nobody_sees_more_than_its_phase() throws Exception {
    house.desk.signOfLife("a", SitePhaseName.RUNNING_COHORT);
    house.desk.signOfLife("b", SitePhaseName.DONE);
    house.settle();
    house.tick();

    for (Role role : Role.values()) {
      String page = get(role, "/studies/" + study.study.hex());
      String sites =
          page.substring(page.indexOf("<ul class=\"sites\">"), page.indexOf("id=\"events\""));
      List<String> said =
          Pattern.compile("<span>(.*?)</span>")
              .matcher(sites)
              .results()
              .map(m -> m.group(1))
              .toList();
      assertThat(said)
          .containsExactly("<b>a</b> running the cohort", "<b>b</b> done", "<b>c</b> waiting");
    }
  }

  @Test
  void a_published_study_shows_its_flow_of_images_and_leads_to_its_report() throws Exception {
    study.run(Set.of());

    String page = get(Role.AUDITOR, "/studies/" + study.study.hex());
    assertThat(page)
        .contains("/studies/" + study.study.hex() + "/report\">Read the report</a>")
        .contains("<svg class=\"figure flow\"", "Files found", "The study is over")
        .doesNotContain("data-events", "Cancel the study");
    for (String state : List.of("Locked", "Recruiting", "Gate", "Metrics", "Pooled", "Published")) {
      assertThat(page).contains(state);
    }
  }

  @Test
  void a_study_that_one_may_not_see_is_not_there() throws Exception {
    web.hidden.add(study.study);
    String unknown = get(Role.VENDOR, "/studies/" + "0".repeat(64));

    for (String path : List.of("", "/events", "/cancel", "/report")) {
      HttpResponse<String> answer = web.get(Role.VENDOR, "/studies/" + study.study.hex() + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).as(path).isEqualTo(unknown);
    }
    assertThat(post(Role.VENDOR, study.study, WebHouse.TOKEN).statusCode()).isEqualTo(404);
    assertThat(web.get(Role.VENDOR, "/studies/not-a-digest").statusCode()).isEqualTo(404);
  }

  @Test
  void cancelling_says_first_what_happens_to_whom_and_then_does_it() throws Exception {
    Sha256Digest other = submit("s-9");

    assertThat(get(Role.VENDOR, "/studies/" + other.hex())).contains("Cancel the study");
    assertThat(get(Role.VENDOR, "/studies/" + other.hex() + "/cancel"))
        .contains("Its 3 sites (a, b, c) are told to stop.", "Cancel s-9 at 3 sites");
    HttpResponse<String> done = post(Role.VENDOR, other, WebHouse.TOKEN);

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(get(Role.VENDOR, "/studies/" + other.hex()))
        .contains("Stopped", Canceller.VENDOR.sentence(), "not reached")
        .doesNotContain("Cancel the study");
    assertThat(web.get(Role.VENDOR, "/studies/" + other.hex() + "/cancel").statusCode())
        .isEqualTo(409);
  }

  @Test
  void nobody_cancels_without_the_role_or_without_the_token_of_the_form() throws Exception {
    assertThat(post(Role.RESEARCHER, study.study, WebHouse.TOKEN).statusCode()).isEqualTo(403);
    assertThat(post(Role.AUDITOR, study.study, WebHouse.TOKEN).statusCode()).isEqualTo(403);
    assertThat(post(Role.VENDOR, study.study, "another").statusCode()).isEqualTo(403);
    assertThat(web.get(Role.RESEARCHER, "/studies/" + study.study.hex() + "/cancel").statusCode())
        .isEqualTo(403);
    assertThat(study.stored().state().isFinal()).isFalse();
  }

  @Test
  void what_is_published_cannot_be_cancelled() throws Exception {
    study.run(Set.of());

    HttpResponse<String> answer = post(Role.ADMINISTRATOR, study.study, WebHouse.TOKEN);
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("what is published cannot be taken back");
  }

  @Test
  void no_page_has_style_or_script_inside() throws Exception {
    String at = "/studies/" + study.study.hex();
    for (String path : List.of("/studies", at, at + "/cancel", "/studies/x")) {
      assertThat(get(Role.ADMINISTRATOR, path))
          .doesNotContainPattern("<[^>]* style=")
          .doesNotContainPattern("<[^>]* on[a-z]+=")
          .doesNotContainPattern("<script(?![^>]* src=\"/assets/)")
          .doesNotContain("<style", "javascript:", "http://", "https://");
    }
  }

  private String get(Role role, String path) throws Exception {
    return web.get(role, path).body();
  }

  private HttpResponse<String> post(Role role, Sha256Digest which, String token) throws Exception {
    return web.send(
        web.to("/studies/" + which.hex() + "/cancel")
            .header(WebHouse.ROLE, role.name())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("csrf=" + token.replace(' ', '+'))));
  }

  private Sha256Digest submit(String id) throws Exception {
    LockedStudy locked =
        LockedStudy.derive(TinyStudy.plan(id), house.sealed.described(), study.roster, expires);
    StudySubmission.Outcome outcome =
        house.desk.submit(house.handedIn(locked.definition(), TinyStudy.plan(id), study.roster));
    assertThat(outcome).isInstanceOf(StudySubmission.Outcome.Locked.class);
    return locked.definition().hash();
  }
}
