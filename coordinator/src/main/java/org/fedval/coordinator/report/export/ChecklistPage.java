package org.fedval.coordinator.report.export;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.List;
import org.fedval.coordinator.report.ReportHtml;
import org.fedval.evaluation.report.ValidationReport;

/**
 * The filled checklists as one self-contained page, in the style of the report.
 *
 * @param digest SHA-256 of the {@code report.json} that it was made of
 */
public record ChecklistPage(
    String css, String title, String studyId, String digest, List<Part> parts) {
  private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

  /** One guideline; {@code numbering} says whose its item numbers are. */
  public record Part(
      String guideline, String source, String numbering, String counts, List<Line> lines) {}

  /** One item; {@code where} is empty or an anchor of {@code report.html}. */
  public record Line(String number, String topic, String status, String where, String note) {}

  static String of(ValidationReport report, String digest) {
    List<Part> parts = Checklist.of(report).stream().map(ChecklistPage::part).toList();
    StringOutput out = new StringOutput(1 << 16);
    ENGINE.render(
        "checklist.jte",
        new ChecklistPage(
            ReportHtml.css(), report.study().title(), report.study().id(), digest, parts),
        out);
    return out.toString();
  }

  private static Part part(Guideline guideline) {
    List<ChecklistItem> items = guideline.items();
    return new Part(
        guideline.name(),
        guideline.source(),
        guideline.numbering(),
        "%d of %d lines reported, %d partly, %d for the authors."
            .formatted(
                count(items, ChecklistItem.Answer.REPORTED),
                items.size(),
                count(items, ChecklistItem.Answer.PARTLY),
                count(items, ChecklistItem.Answer.AUTHORS)),
        items.stream()
            .map(i -> new Line(i.number(), i.topic(), i.answer().words(), i.where(), i.note()))
            .toList());
  }

  private static long count(List<ChecklistItem> items, ChecklistItem.Answer answer) {
    return items.stream().filter(item -> item.answer() == answer).count();
  }
}
