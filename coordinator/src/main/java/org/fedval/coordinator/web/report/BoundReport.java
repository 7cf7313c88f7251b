package org.fedval.coordinator.web.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.fedval.coordinator.report.ReportFormatException;
import org.fedval.coordinator.report.ReportHtml;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.coordinator.report.ReportProof;
import org.fedval.coordinator.report.figure.Figure;
import org.fedval.coordinator.report.figure.FigureJson;
import org.fedval.coordinator.report.page.FeasibilityPage;
import org.fedval.coordinator.report.page.ReportPage;
import org.fedval.coordinator.report.table.EstimateCsv;
import org.fedval.coordinator.report.table.EstimateTable;
import org.fedval.coordinator.report.table.Table;
import org.fedval.coordinator.store.ReportRepository.StoredReport;
import org.fedval.coordinator.web.Pages;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/**
 * A published report as the pages show it: parsed once, its content rendered once. Immutable, for
 * what is published never changes.
 */
final class BoundReport {
  private final StoredReport stored;
  private final ValidationReport report;
  private final List<EstimateTable.Block> blocks;
  private final String body;
  private final Map<String, Figure> figures = new LinkedHashMap<>();
  private final Map<String, Table> tables = new LinkedHashMap<>();

  private BoundReport(
      StoredReport stored, ValidationReport report, List<EstimateTable.Block> blocks, String body) {
    this.stored = stored;
    this.report = report;
    this.blocks = blocks;
    this.body = body;
  }

  /**
   * Reads the published bytes.
   *
   * @param at address of the report's page
   * @throws IllegalStateException when this version cannot read them
   */
  static BoundReport bind(StoredReport stored, Sha256Digest study, String at) {
    try {
      ValidationReport report = ReportJson.read(stored.json());
      ReportProof proof = ReportJson.readProof(stored.json());
      Signing signing = Signing.of(stored, proof);
      int rows = report.results().estimates().size();
      if (report.bundle() == null) {
        FeasibilityPage page = FeasibilityPage.of(report, "");
        return new BoundReport(
            stored,
            report,
            List.of(),
            Pages.part(
                "report-feasibility.jte", new ReportView<>(at, study.hex(), page, rows, signing)));
      }
      ReportPage page = ReportHtml.page(report, proof);
      BoundReport bound =
          new BoundReport(
              stored,
              report,
              page.estimates(),
              Pages.part(
                  "report-body.jte", new ReportView<>(at, study.hex(), page, rows, signing)));
      page.parts().forEach(bound::index);
      bound.tables.put(page.numbers().id(), page.numbers());
      return bound;
    } catch (ReportFormatException e) {
      throw new IllegalStateException("A published report cannot be read.", e);
    }
  }

  private void index(ReportPage.Part part) {
    part.figures().forEach(figure -> figures.put(figure.id(), figure));
    part.tables().forEach(table -> tables.put(table.id(), table));
  }

  String title() {
    return report.study().title();
  }

  /** The content of its page as HTML, the same for everybody. */
  String body() {
    return body;
  }

  /** All estimates as tables, a finding and topic each. */
  List<EstimateTable.Block> blocks() {
    return blocks;
  }

  StoredReport stored() {
    return stored;
  }

  /** All estimates as RFC 4180 text. */
  String estimates() {
    return EstimateCsv.of(report.results().estimates());
  }

  /** A figure's numbers as RFC 4180 text. */
  Optional<String> figureCsv(String id) {
    Figure figure = figures.get(id);
    return figure == null ? Optional.empty() : csv(figure.numbers());
  }

  /** A figure's numbers and where they stand, as {@code fedval.figure/v1}. */
  Optional<String> figureJson(String id) {
    return Optional.ofNullable(figures.get(id)).map(FigureJson::of);
  }

  /** A table's numbers as RFC 4180 text. */
  Optional<String> tableCsv(String id) {
    return csv(tables.get(id));
  }

  /** The flow of images as an SVG picture; empty when there is none. */
  String attrition() {
    return figures.values().stream()
        .filter(figure -> figure.id().equals("attrition"))
        .map(Figure::svg)
        .findFirst()
        .orElse("");
  }

  /** The figures' names, in the order of the page. */
  List<String> figureIds() {
    return List.copyOf(figures.keySet());
  }

  private static Optional<String> csv(@Nullable Table table) {
    return Optional.ofNullable(table).map(Table::csv).filter(csv -> !Objects.equals(csv, ""));
  }
}
