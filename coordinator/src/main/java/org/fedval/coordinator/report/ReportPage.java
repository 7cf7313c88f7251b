package org.fedval.coordinator.report;

import java.util.List;

/**
 * Everything the page template shows, as text ready to print. The template escapes every string but
 * the pictures, which {@link Svg} has escaped.
 *
 * @param lead one sentence: how much data, from how many hospitals, which model
 * @param csv the estimates table as a data URI
 */
public record ReportPage(
    String css,
    String title,
    String studyId,
    String lead,
    String generated,
    List<Claim> certified,
    List<Claim> notCertified,
    List<Gap> gaps,
    List<HeadlineRow> headline,
    List<String> headlineNotes,
    Figure flow,
    List<ExclusionLine> exclusions,
    List<Figure> curves,
    List<Figure> forests,
    List<EstimateBlock> estimates,
    String csv,
    List<Fact> methods,
    List<String> limitations,
    List<Fact> provenance) {

  /** A preregistered claim in words, with its verdict as word, shape and colour. */
  public record Claim(String verdict, String cssClass, String mark, String sentence) {}

  /** One way in which subgroups could not be certified, and which. */
  public record Gap(String what, List<GapLine> lines, String cssClass) {}

  /** A claim or reason, and the subgroups that it concerns. */
  public record GapLine(String claim, String subgroups) {}

  /** One cell of a table; {@code hover} is empty where the text says all. */
  public record Cell(String text, String cssClass, String hover) {}

  /**
   * A line of the headline table.
   *
   * @param span lines that share the finding's cells; 0 on all but its first line
   */
  public record HeadlineRow(
      String finding, int span, List<Cell> ofFinding, String operatingPoint, List<Cell> ofPoint) {}

  /**
   * @param title says the finding
   * @param reading one line on how to read it; may be empty
   */
  public record Figure(String title, String svg, String reading) {}

  /** One reason for exclusion. */
  public record ExclusionLine(
      String code, String words, String finding, Cell images, Cell patients) {}

  /** All rows of one finding. */
  public record EstimateBlock(String finding, List<List<Cell>> rows) {}

  /** A named fact; {@code code} sets it in a fixed-width face. */
  public record Fact(String name, String value, boolean code) {}
}
