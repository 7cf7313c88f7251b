package org.fedval.agent.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.fedval.agent.admin.LocalStatus;
import org.fedval.agent.admin.Told;
import org.fedval.agent.approval.StudyEntry;

/**
 * The page: first in words what is going on and what waits for people, then the details. It renews
 * itself by a meta tag; there is no script.
 */
final class StatusHtml {
  static final String STYLE = "status.css";
  private static final String RENEW_SECONDS = "10";
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final PageFacts facts;
  private final Html html = new Html();

  private StatusHtml(PageFacts facts) {
    this.facts = facts;
  }

  static String of(PageFacts facts) {
    return new StatusHtml(facts).page();
  }

  private String page() {
    html.open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "http-equiv", "refresh", "content", RENEW_SECONDS);
    html.element("title", facts.site() + ": " + verdict());
    html.empty("link", "rel", "stylesheet", "href", STYLE);
    html.close().open("body");
    header();
    html.open("main");
    StudySections studies = new StudySections(facts, html);
    quarantine();
    studies.waiting();
    running();
    messages();
    studies.all();
    studies.data();
    site();
    return html.close().close().close().page();
  }

  private void header() {
    html.open("header");
    html.element("p", "Fedval agent at " + facts.site(), "class", "eyebrow");
    html.element("h1", verdict());
    html.element("p", lead(), "class", "lead");
    html.element(
        "p",
        "As of "
            + CLOCK.format(facts.at())
            + ", renewed every "
            + RENEW_SECONDS
            + " seconds. Counts of this hospital alone; nothing on this page is sent.",
        "class",
        "meta");
    html.close();
  }

  private String verdict() {
    int people = facts.in(StudyEntry.State.PENDING).size() + facts.in(StudyEntry.State.HELD).size();
    if (!facts.quarantine().isEmpty()) {
      return "The agent takes no step until you decide";
    }
    if (people > 0) {
      return people == 1 ? "1 study waits for you" : people + " studies wait for you";
    }
    return facts.studyNow().isEmpty()
        ? "Nothing waits for you"
        : facts.studyNow() + ": " + facts.status().phase();
  }

  private String lead() {
    LocalStatus status = facts.status();
    if (facts.studyNow().isEmpty()) {
      return facts.isConnected()
          ? "The agent runs, is connected to the coordinator and waits for a study."
          : "The agent runs and has no answer from the coordinator. It asks again by itself; if this"
              + " lasts, see 'fedval agent check' for the network.";
    }
    return facts.studyNow() + ", " + status.phase() + ": " + status.words() + ".";
  }

  private void quarantine() {
    if (facts.quarantine().isEmpty()) {
      return;
    }
    section("Quarantine");
    html.open("div", "class", "panel stop");
    facts.quarantine().forEach(reason -> html.element("p", reason));
    html.element("p", "Why, and how to end it while the agent is stopped:");
    command(html, "fedval agent quarantine --home " + facts.home());
    html.close().close();
  }

  private void running() {
    LocalStatus status = facts.status();
    section("Running now");
    html.open("dl", "class", "facts");
    fact("Study", facts.studyNow().isEmpty() ? "none" : facts.studyNow());
    fact("Phase", status.phase());
    if (!facts.studyNow().isEmpty()) {
      fact("Images", status.scored() + " scored, " + status.excluded() + " excluded");
    }
    Long left = status.left();
    if (left != null) {
      fact("Left", "at most " + left);
      progress(status.scored() + status.excluded(), left);
    }
    if (status.perSecond() > 0) {
      fact("Rate", String.format(Locale.ROOT, "%.1f images a second", status.perSecond()));
    }
    Long seconds = status.secondsLeft();
    if (seconds != null && seconds > 0) {
      fact("Time left", "about " + LocalStatus.duration(seconds));
    }
    if (!status.engine().isEmpty()) {
      fact("Model", status.engine());
    }
    List<StudyEntry> queue = facts.queue();
    fact(
        "Queue",
        queue.isEmpty()
            ? "no other approved study"
            : String.join(", ", queue.stream().map(study -> study.terms().id()).toList()));
    html.close().close();
  }

  private void progress(long done, long left) {
    long all = Math.max(1, done + left);
    html.open("div").element("dt", "Progress").open("dd");
    html.element(
        "progress",
        done + " of at most " + all,
        "max",
        Long.toString(all),
        "value",
        Long.toString(done),
        "aria-label",
        done + " of at most " + all + " images");
    html.text(" " + 100 * done / all + " %").close().close();
  }

  private void messages() {
    section("Messages");
    if (facts.told().isEmpty()) {
      html.element("p", "None since the agent started.", "class", "soft").close();
      return;
    }
    html.open("ul", "class", "messages");
    for (Told told : facts.told()) {
      html.open("li");
      Ago.write(html, told.at(), facts.at());
      html.element("p", told.words()).close();
    }
    html.close().close();
  }

  private void site() {
    section("This site");
    html.open("dl", "class", "facts");
    html.open("div").element("dt", "Coordinator").open("dd");
    Instant answered = facts.answered();
    if (answered == null) {
      html.text("has not answered since the agent started");
    } else {
      html.text("answered ");
      Ago.write(html, answered, facts.at());
    }
    html.close().close();
    html.open("div").element("dt", "Certificate").open("dd");
    certificate();
    html.close().close();
    fact("Home", facts.home());
    html.open("div").element("dt", "Check everything").open("dd");
    command(html, "fedval agent check --home " + facts.home());
    html.close().close();
    html.close().close();
  }

  private void certificate() {
    Instant ends = facts.certificateEnds();
    if (ends == null) {
      html.text("cannot be read; see ");
      html.element("code", "fedval agent check").text(".");
    } else if (ends.isAfter(facts.at())) {
      html.text("ends ");
      Ago.write(html, ends, facts.at());
      html.text("; renewed by itself from day 20 of 30.");
    } else {
      html.text("ended ");
      Ago.write(html, ends, facts.at());
      html.text("; ask the coordinator's operator for a token and run ");
      html.element("code", "fedval agent enroll").text(" with it.");
    }
  }

  private void section(String title) {
    html.open("section").element("h2", title);
  }

  private void fact(String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close();
  }

  /** A command to copy. */
  static void command(Html html, String command) {
    html.open("pre").element("code", command).close();
  }
}
