package org.fedval.agent.page;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fedval.agent.approval.StudyEntry;
import org.fedval.agent.cases.CaseAdvice;
import org.fedval.agent.page.PageFacts.StudyData;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.study.StudyTerms;

/** The sections about studies: what waits for people, all of them, and what was left out. */
final class StudySections {
  private static final String ABSENT = "none";

  private final PageFacts facts;
  private final Html html;

  StudySections(PageFacts facts, Html html) {
    this.facts = facts;
    this.html = html;
  }

  /** What only people can do, with the commands; the page itself decides nothing. */
  void waiting() {
    List<StudyEntry> pending = facts.in(StudyEntry.State.PENDING);
    List<StudyEntry> held = facts.in(StudyEntry.State.HELD);
    if (pending.isEmpty() && held.isEmpty()) {
      return;
    }
    html.open("section").element("h2", "Waits for you");
    for (StudyEntry study : pending) {
      begin(study);
      html.element("p", "Approve or deny it; put your own name in.");
      command("approve " + named(study, pending) + home() + " --as NAME");
      command("deny " + named(study, pending) + home() + " --as NAME --reason \"WHY\"");
      html.close();
    }
    for (StudyEntry study : held) {
      begin(study);
      command("preview " + named(study, held) + home());
      command("approve " + named(study, held) + home() + " --as NAME --release");
      html.close();
    }
    html.close();
  }

  private void begin(StudyEntry study) {
    StudyTerms terms = study.terms();
    html.open("div", "class", "panel");
    html.element("h3", terms.id() + ": " + terms.title());
    html.element("p", study.sentence());
    html.open("p", "class", "soft");
    html.text(
        "Findings: "
            + list(terms.findings())
            + ". Subgroups: "
            + list(terms.subgroups())
            + ". Vendor "
            + terms.owner()
            + ". Expires ");
    Ago.write(html, Instant.ofEpochSecond(terms.expires()), facts.at());
    html.text(".").close();
  }

  /** Every study that was offered. */
  void all() {
    html.open("section").element("h2", "Studies");
    if (facts.studies().isEmpty()) {
      html.element(
          "p",
          "No study was offered yet. The coordinator offers one once its vendor has submitted it.",
          "class",
          "soft");
      html.close();
      return;
    }
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String title : new String[] {"study", "state", "expires", "note"}) {
      html.element("th", title, "scope", "col");
    }
    html.close().close().open("tbody");
    for (int i = facts.studies().size() - 1; i >= 0; i--) {
      row(facts.studies().get(i));
    }
    html.close().close().close().close();
  }

  private void row(StudyEntry study) {
    StudyTerms terms = study.terms();
    html.open("tr");
    html.open("th", "scope", "row").text(terms.id());
    html.element("span", terms.title(), "class", "title").close();
    State state = State.of(study.state());
    html.open("td", "class", "state " + state.tone);
    html.element("span", state.shape, "aria-hidden", "true").text(" " + state.words).close();
    html.open("td", "class", "expires");
    Ago.write(html, Instant.ofEpochSecond(terms.expires()), facts.at());
    html.close().element("td", study.sentence()).close();
  }

  /** What was left out of the last studies, and what else was found of the data. */
  void data() {
    html.open("section").element("h2", "Left out");
    if (facts.data().isEmpty()) {
      html.element("p", "No study has counted images here yet.", "class", "soft").close();
      return;
    }
    facts.data().forEach(this::excluded);
    html.close();
    html.open("section").element("h2", "Data quality");
    facts.data().forEach(this::quality);
    html.close();
  }

  private void excluded(StudyData data) {
    html.element(
        "h3",
        "%s: %d of %d images left out"
            .formatted(data.id(), data.left(), data.scored() + data.left()));
    if (data.excluded().isEmpty()) {
      return;
    }
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    html.element("th", "images", "scope", "col", "class", "num");
    html.element("th", "why", "scope", "col").element("th", "what to do", "scope", "col");
    html.close().close().open("tbody");
    for (Map.Entry<Exclusion, Long> row : data.excluded().entrySet()) {
      html.open("tr").element("td", row.getValue().toString(), "class", "num");
      html.open("td").text(row.getKey().words() + " ");
      html.element("code", row.getKey().name()).close();
      html.element("td", CaseAdvice.of(row.getKey())).close();
    }
    html.close().close().close();
    html.element("p", "Which ones (patient data, on this machine only):", "class", "soft");
    command("cases --study " + data.id() + home() + " --excluded");
  }

  private void quality(StudyData data) {
    html.element("h3", data.id());
    if (data.quality().isEmpty()) {
      html.element("p", "Told when the cohort is counted.", "class", "soft");
      return;
    }
    html.open("ul");
    data.quality().forEach(line -> html.element("li", line));
    html.close();
  }

  /** Its id, or its digest where two of the same kind bear one id. */
  private static String named(StudyEntry study, List<StudyEntry> same) {
    String id = study.terms().id();
    return same.stream().filter(other -> other.terms().id().equals(id)).count() == 1
        ? id
        : study.terms().study();
  }

  private String home() {
    return " --home " + facts.home();
  }

  private void command(String words) {
    StatusHtml.command(html, "fedval agent " + words);
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? ABSENT : String.join(", ", names);
  }

  /** A state as word, shape and tone. */
  private enum State {
    PENDING("waits for you", "\u25c6", "open"),
    APPROVED("approved", "\u25b6", "good"),
    HELD("counted, held for you", "\u25c6", "open"),
    DENIED("denied", "\u2715", "bad"),
    FINISHED("published", "\u2713", "good"),
    ENDED("ended without a result", "\u25a0", "bad");

    private final String words;
    private final String shape;
    private final String tone;

    State(String words, String shape, String tone) {
      this.words = words;
      this.shape = shape;
      this.tone = tone;
    }

    static State of(StudyEntry.State state) {
      return valueOf(state.name());
    }
  }
}
