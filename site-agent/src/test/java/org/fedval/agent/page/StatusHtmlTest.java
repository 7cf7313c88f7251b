package org.fedval.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.fedval.agent.admin.LocalStatus;
import org.fedval.agent.admin.Told;
import org.fedval.agent.approval.StudyEntry;
import org.fedval.agent.approval.StudyEntry.State;
import org.fedval.agent.page.PageFacts.StudyData;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.study.StudyTerms;
import org.junit.jupiter.api.Test;

/** What the status page says, at one moment. */
class StatusHtmlTest {
  private static final Instant NOW = Instant.parse("2026-03-14T09:26:53Z");

  @Test
  void what_waits_for_people_comes_first_with_the_exact_commands() {
    String html =
        StatusHtml.of(
            facts(
                List.of(study("cxr-2026", State.PENDING, "a"), study("cxr-2025", State.HELD, "b")),
                List.of()));

    assertThat(html)
        .contains("<h1>2 studies wait for you</h1>")
        .contains("fedval agent approve cxr-2026 --home /srv/agent --as NAME</code>")
        .contains("fedval agent deny cxr-2026 --home /srv/agent --as NAME --reason &quot;WHY&quot;")
        .contains("fedval agent preview cxr-2025 --home /srv/agent</code>")
        .contains("fedval agent approve cxr-2025 --home /srv/agent --as NAME --release</code>");
    assertThat(html.indexOf("Waits for you")).isLessThan(html.indexOf("Running now"));
  }

  @Test
  void two_waiting_studies_of_one_name_are_told_apart_by_their_digests() {
    String html =
        StatusHtml.of(
            facts(
                List.of(study("same", State.PENDING, "a"), study("same", State.PENDING, "b")),
                List.of()));

    assertThat(html)
        .contains(
            "fedval agent approve " + "a".repeat(64), "fedval agent approve " + "b".repeat(64))
        .doesNotContain("fedval agent approve same");
  }

  @Test
  void a_running_cohort_has_phase_rate_time_left_and_the_queue_behind_it() {
    LocalStatus running =
        new LocalStatus("running the cohort", 60, 20, "", 20L, 2.5, 8L, "cpu, in a sandbox.");
    String html =
        StatusHtml.of(
            new PageFacts(
                "site-a",
                "/srv/agent",
                NOW,
                running,
                "cxr-2026",
                List.of(study("cxr-2026", State.APPROVED, "a"), study("next", State.APPROVED, "b")),
                List.of(),
                List.of(),
                NOW,
                NOW.plusSeconds(24 * 86_400),
                List.of()));

    assertThat(html)
        .contains("<h1>cxr-2026: running the cohort</h1>")
        .contains("<dt>Model</dt><dd>cpu, in a sandbox.</dd>")
        .contains("60 scored, 20 excluded", "at most 20", "2.5 images a second", "about 8 s")
        .contains("<progress max=\"100\" value=\"80\"")
        .contains("<dt>Queue</dt><dd>next</dd>")
        .contains("ends <time datetime=\"2026-04-07T09:26:53Z\"", ">in 24 days</time>");
  }

  @Test
  void excluded_images_stand_by_code_with_the_fix_and_the_command_for_the_list() {
    Map<Exclusion, Long> excluded = new EnumMap<>(Exclusion.class);
    excluded.put(Exclusion.PIXEL_DECODE, 3L);
    excluded.put(Exclusion.NOT_DICOM, 2L);
    StudyData data =
        new StudyData("cxr-2026", 95, excluded, List.of("2  label rows without an image"));

    String html = StatusHtml.of(facts(List.of(), List.of(data)));

    assertThat(html)
        .contains("cxr-2026: 5 of 100 images left out")
        .contains("<code>PIXEL_DECODE</code>", "Export the image again")
        .contains("fedval agent cases --study cxr-2026 --home /srv/agent --excluded")
        .contains("<li>2  label rows without an image</li>");
    assertThat(html.indexOf("NOT_DICOM")).isLessThan(html.indexOf("PIXEL_DECODE"));
  }

  @Test
  void quarantine_stands_above_all_else() {
    String html =
        StatusHtml.of(
            new PageFacts(
                "site-a",
                "/srv/agent",
                NOW,
                new LocalStatus("waiting", 0, 0, ""),
                "",
                List.of(study("cxr-2026", State.PENDING, "a")),
                List.of(),
                List.of("The records are older than what was sent."),
                null,
                NOW.minusSeconds(3 * 86_400),
                List.of()));

    assertThat(html)
        .contains("<h1>The agent takes no step until you decide</h1>")
        .contains("The records are older than what was sent.")
        .contains("fedval agent quarantine --home /srv/agent")
        .contains("has no answer from the coordinator", "has not answered since the agent started")
        .contains("ended <time", ">3 days ago</time>", "fedval agent enroll");
  }

  @Test
  void a_strangers_words_stay_words() {
    String evil = "<script>alert(1)</script>\" onload='x' &amp;\u0007";
    List<Told> told = new ArrayList<>();
    told.add(new Told(NOW.minusSeconds(90), evil));
    StudyEntry study = study(evil, State.PENDING, "a");
    String html =
        StatusHtml.of(
            new PageFacts(
                evil,
                "/srv/" + evil,
                NOW,
                new LocalStatus(evil, 0, 0, evil),
                evil,
                List.of(study),
                told,
                List.of(evil),
                null,
                null,
                List.of(new StudyData(evil, 1, Map.of(), List.of(evil)))));

    assertThat(html)
        .doesNotContain("<script", "onload='", "\" onload", "\u0007")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp;?");
    assertThat(html).contains(">2 min ago</time>");
  }

  @Test
  void an_idle_agent_says_so_and_what_comes_next() {
    String html = StatusHtml.of(facts(List.of(), List.of()));

    assertThat(html)
        .contains("<h1>Nothing waits for you</h1>", "is connected to the coordinator")
        .contains("No study was offered yet. The coordinator offers one")
        .contains("No study has counted images here yet.")
        .contains("<meta http-equiv=\"refresh\" content=\"10\">")
        .doesNotContain("script", "style=", "<form", "<button");
  }

  private static PageFacts facts(List<StudyEntry> studies, List<StudyData> data) {
    return new PageFacts(
        "site-a",
        "/srv/agent",
        NOW,
        new LocalStatus("waiting", 0, 0, ""),
        "",
        studies,
        List.of(),
        List.of(),
        NOW.minusSeconds(3),
        NOW.plusSeconds(86_400),
        data);
  }

  static StudyEntry study(String id, State state, String digit) {
    StudyTerms terms =
        new StudyTerms(
            digit.repeat(64),
            id,
            "Chest radiographs",
            "K7QF 2MXN 9PDR 4TWB",
            "classification",
            List.of("covid"),
            List.of("sex"),
            10,
            3,
            1,
            null,
            0,
            2,
            false,
            NOW.plusSeconds(86_400 * 30).getEpochSecond());
    return new StudyEntry(terms, state, "Waits for a person.", List.of());
  }
}
