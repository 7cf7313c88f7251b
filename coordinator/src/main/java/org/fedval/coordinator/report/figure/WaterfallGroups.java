package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.figure.ClaimWaterfall.Kind;
import org.fedval.coordinator.report.figure.ClaimWaterfall.Row;
import org.fedval.coordinator.report.table.Cells;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.PooledResults.PowerRow;
import org.fedval.evaluation.report.ValidationReport;

/**
 * The images of the class that a claim depends on, what they are worth and what is needed: over all
 * images and in each group. A withheld row has its reason and no number.
 */
final class WaterfallGroups {
  private final Cells cells;

  WaterfallGroups(ValidationReport report, Estimates estimates) {
    this.cells = new Cells(estimates, report.disclosure());
  }

  /** Such as {@code positives}; for an AUROC the rarer class. */
  static String imageClass(String metric) {
    return metric.equals("auroc") ? "images of the rarer class" : Words.countedClass(metric);
  }

  /** Of the rows of groups. */
  static String heading(String metric) {
    return metric.equals("auroc")
        ? "Rarer class by group"
        : Words.capital(Words.countedClass(metric)) + " by group";
  }

  /**
   * The two rows that follow the images analysed: the class, and what it is worth.
   *
   * @param row of all images
   */
  List<Row> overall(PowerRow row, ShownCount analysed) {
    ShownCount there = there(row);
    ShownCount worth = worth(row);
    Double all = analysed.images();
    Double own = there.images();
    ShownCount others = all == null || own == null ? ShownCount.NONE : ShownCount.exact(all - own);
    String name = Words.capital(imageClass(row.metric()));
    String beside = others.images() == null ? "" : "; " + others.said() + " of the other class";
    Double effect = row.designEffect();
    String by =
        effect == null ? "images as independent" : "design effect " + NumberFormatter.value(effect);
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            name,
            Kind.STATE,
            there,
            there.shareOf(analysed),
            others,
            row.needed(),
            name + ": " + there.said() + beside));
    rows.add(
        new Row(
            "Worth (" + by + ")",
            Kind.WORTH,
            worth,
            worth.shareOf(there),
            ShownCount.NONE,
            row.needed(),
            "Worth: " + worth.said() + ", " + by + "; " + needed(row)));
    return rows;
  }

  /** A group; those without images are none. */
  Row group(PowerRow row, ShownCount ofAll) {
    ShownCount there = there(row);
    ShownCount worth = there.isWithheld() ? ShownCount.NONE : worth(row);
    String name = Words.subgroup(row.subgroup());
    String numbers =
        there.isWithheld()
            ? there.said()
            : there.said()
                + " "
                + imageClass(row.metric())
                + ", worth "
                + worth.said()
                + "; "
                + needed(row);
    return new Row(
        name, Kind.GROUP, there, there.shareOf(ofAll), worth, row.needed(), name + ": " + numbers);
  }

  private static String needed(PowerRow row) {
    String enough =
        row.certifiable() == null ? "" : row.certifiable() ? ": enough" : ": not enough";
    return NumberFormatter.count(row.needed()) + " needed" + enough;
  }

  private ShownCount there(PowerRow row) {
    Long available = row.available();
    return available == null ? withheld(row) : ShownCount.exact(available);
  }

  private ShownCount worth(PowerRow row) {
    Double effective = row.effective();
    return effective == null ? withheld(row) : ShownCount.exact(effective);
  }

  private ShownCount withheld(PowerRow row) {
    return ShownCount.withheld(cells.withheldPower(row));
  }
}
