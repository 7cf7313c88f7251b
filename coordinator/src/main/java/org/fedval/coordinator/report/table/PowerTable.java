package org.fedval.coordinator.report.table;

import java.util.List;
import java.util.Locale;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.PooledResults.PowerRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** Table 2: what each claim needs in each subgroup, what there is, and what that can certify. */
public final class PowerTable {
  private static final String WITHHELD = "withheld to protect patients";

  private final ValidationReport report;
  private final Estimates estimates;
  private final Cells cells;

  public PowerTable(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    this.cells = new Cells(estimates, report.disclosure());
  }

  public Table build() {
    TableBuilder table =
        new TableBuilder("table-2-power", "Table 2. Plan and power")
            .words("Group")
            .numbers("Needed", "There", "Design effect", "Effective", "Power")
            .words("Can be certified")
            .note(
                "Counted in images of the class that the claim depends on; for an AUROC, of the rarer"
                    + " class. Effective: images over the design effect of patients with several."
                    + " Power: the chance that the claim succeeds with so many if the planned"
                    + " alternative is true. It was computed from counts alone."
                    + " Groups without images are left out.");
    for (PowerRow row : report.results().power()) {
      Long available = row.available();
      if (available != null && available == 0) {
        continue;
      }
      table.group(claim(row));
      table.row(
          List.of(
              Cell.of(Words.subgroup(row.subgroup())),
              Cell.number(NumberFormatter.count(row.needed())),
              number(row, row.available() == null ? null : NumberFormatter.count(row.available())),
              number(
                  row,
                  row.designEffect() == null ? null : NumberFormatter.value(row.designEffect())),
              number(
                  row,
                  row.effective() == null
                      ? null
                      : NumberFormatter.count(Math.round(Math.floor(row.effective())))),
              number(row, row.power() == null ? null : NumberFormatter.proportion(row.power())),
              verdict(row)));
    }
    return table.build(csv());
  }

  private String claim(PowerRow row) {
    EndpointResult claim = estimates.endpoint(row.finding(), row.metric(), row.operatingPoint());
    String words = row.finding() + ", " + Words.metricAt(row.metric(), row.operatingPoint());
    if (claim == null) {
      return words;
    }
    return words
        + ": above "
        + NumberFormatter.goal(claim.goal())
        + " if truly "
        + NumberFormatter.goal(claim.alternative())
        + ", one-sided level "
        + NumberFormatter.plain(claim.alpha())
        + (row.familySize() > 1 ? ", levels adjusted by Holm over " + row.familySize() : "");
  }

  private Cell number(PowerRow row, @Nullable String words) {
    if (words != null) {
      return Cell.number(words);
    }
    return row.status() == Status.SUPPRESSED ? cells.withheldPower(row) : Cell.none("not computed");
  }

  private static Cell verdict(PowerRow row) {
    Boolean certifiable = row.certifiable();
    if (certifiable == null) {
      return new Cell("no", "", WITHHELD);
    }
    return certifiable
        ? new Cell("yes", "", "")
        : new Cell("no, not powered", "unpowered", "fewer effective images than needed");
  }

  private String csv() {
    StringBuilder out =
        new StringBuilder(
            "finding,metric,operating_point,subgroup,needed,available,design_effect,effective,"
                + "power,certifiable,family_size,status\r\n");
    List<PowerRow> rows = report.results().power();
    for (PowerRow row : rows) {
      Csv.text(out, row.finding()).append(',');
      Csv.text(out, row.metric()).append(',');
      Csv.text(out, row.operatingPoint()).append(',');
      Csv.text(out, row.subgroup()).append(',').append(row.needed()).append(',');
      Csv.number(out, row.available()).append(',');
      Csv.number(out, row.designEffect()).append(',');
      Csv.number(out, row.effective()).append(',');
      Csv.number(out, row.power()).append(',');
      out.append(row.certifiable() == null ? "" : row.certifiable()).append(',');
      out.append(row.familySize()).append(',');
      Csv.text(out, row.status().name().toLowerCase(Locale.ROOT)).append("\r\n");
    }
    return rows.isEmpty() ? "" : out.toString();
  }
}
