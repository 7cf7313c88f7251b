package org.fedval.coordinator.web.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeSet;
import org.fedval.coordinator.desk.StudyDetail;
import org.fedval.coordinator.desk.StudyEntry;
import org.fedval.coordinator.desk.StudyPage;
import org.fedval.coordinator.study.StudyView;

/** Studies as the REST interface writes them. */
final class StudyJson {
  private StudyJson() {}

  static ObjectNode page(StudyPage page) {
    ObjectNode node = JsonAnswer.node();
    ArrayNode studies = node.putArray("studies");
    page.studies().forEach(study -> studies.add(entry(study)));
    node.put("total", page.total());
    return node.put("next_cursor", page.next());
  }

  static ObjectNode entry(StudyEntry study) {
    ObjectNode node = JsonAnswer.node();
    node.put("digest", study.digest().hex());
    node.put("id", study.studyId());
    node.put("title", study.facts().title());
    node.put("task", study.facts().feasibility() ? "feasibility" : "classification");
    node.put("state", Query.word(study.state()));
    node.put("sentence", study.sentence());
    node.put("created_at", JsonAnswer.time(study.createdAt()));
    node.put("changed_at", JsonAnswer.time(study.changedAt()));
    node.set("findings", JsonAnswer.texts(study.facts().findings()));
    node.set("models", JsonAnswer.texts(study.facts().models()));
    node.put("sites", study.sites());
    return node.put("approved", study.approved());
  }

  static ObjectNode detail(StudyDetail detail) {
    ObjectNode node = entry(detail.entry());
    ObjectNode roster = node.putObject("roster");
    roster.put("id", detail.entry().facts().rosterId());
    roster.put("version", detail.entry().facts().rosterVersion());
    roster.set("sites", JsonAnswer.texts(detail.entry().facts().siteIds()));
    node.set("approved_by", JsonAnswer.texts(new TreeSet<>(detail.approvedBy())));
    node.set("phases", phases(detail.sites()));
    ArrayNode transitions = node.putArray("transitions");
    detail
        .transitions()
        .forEach(
            t ->
                transitions
                    .addObject()
                    .put("at", JsonAnswer.time(t.at()))
                    .put("state", Query.word(t.state()))
                    .put("sentence", t.sentence()));
    node.put("deadline", detail.deadline().map(JsonAnswer::time).orElse(null));
    node.set("waited_for", JsonAnswer.texts(detail.waitedFor()));
    return node;
  }

  static ObjectNode view(StudyView view) {
    ObjectNode node = JsonAnswer.node();
    node.put("state", Query.word(view.state()));
    node.put("sentence", view.sentence());
    node.set("phases", phases(view.sites()));
    return node;
  }

  private static ArrayNode phases(List<StudyView.SiteView> sites) {
    ArrayNode phases = JsonAnswer.node().arrayNode();
    sites.forEach(s -> phases.addObject().put("site", s.siteId()).put("phase", s.phase()));
    return phases;
  }
}
