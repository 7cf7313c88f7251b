package org.fedval.coordinator.report.page;

import java.util.List;
import org.fedval.coordinator.report.figure.Figure;
import org.fedval.coordinator.report.table.EstimateTable;
import org.fedval.coordinator.report.table.HeadlineRow;
import org.fedval.coordinator.report.table.Table;

/**
 * Everything the page template shows, as text ready to print. The template escapes every string but
 * the pictures, which {@code Svg} has escaped.
 *
 * @param lead one sentence: how much data, from how many hospitals, which model
 * @param siteLoss what is missing since a hospital left; empty where none did
 * @param parts the figures and tables, in the order in which a reviewer asks
 * @param csv all estimates as RFC 4180 text
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
    List<GapLine> missing,
    String siteLoss,
    List<HeadlineRow> headline,
    List<String> headlineNotes,
    List<Part> parts,
    List<EstimateTable.Block> estimates,
    String csv,
    List<Fact> methods,
    Table numbers,
    List<String> limitations,
    List<Fact> provenance) {
  /** A preregistered claim in words, with its verdict as word, shape and colour. */
  public record Claim(String verdict, String cssClass, String mark, String sentence) {}

  /** One way in which subgroups could not be certified, and which. */
  public record Gap(String what, List<GapLine> lines, String cssClass) {
    public Gap {
      lines = List.copyOf(lines);
    }
  }

  /** A claim or reason, and the subgroups or numbers that it concerns. */
  public record GapLine(String claim, String subgroups) {}

  /**
   * A section of the report.
   *
   * @param id unique in the page
   * @param layout class of the figures' frame: {@code small-multiples}, {@code half-figures} or
   *     {@code wide-figures}
   * @param reading how to read the figures; may be empty
   * @param tables the empty ones are not shown
   * @param sentences said in place of what is not there
   */
  public record Part(
      String id,
      String title,
      String layout,
      List<Figure> figures,
      String reading,
      List<Table> tables,
      List<String> sentences) {
    public Part {
      figures = List.copyOf(figures);
      tables = tables.stream().filter(table -> !table.isEmpty()).toList();
      sentences = List.copyOf(sentences);
    }

    /** The title without its number, such as {@code Discrimination}. */
    public String shortTitle() {
      int dot = title.indexOf(". ");
      String words = dot < 0 ? title : title.substring(dot + 2);
      return words.contains(":") ? words.substring(0, words.indexOf(':')) : words;
    }
  }

  /** A named fact; {@code code} sets it in a fixed-width face. */
  public record Fact(String name, String value, boolean code) {}
}
