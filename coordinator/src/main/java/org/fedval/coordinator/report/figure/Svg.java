package org.fedval.coordinator.report.figure;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Builds one inline SVG. Every string that goes in is escaped; colours come from the stylesheet's
 * classes, so the same picture serves light, dark and print.
 */
public final class Svg {
  private final StringBuilder out = new StringBuilder(4096);

  /**
   * @param label what the picture says, for readers who cannot see it
   */
  public Svg(double width, double height, String cssClass, String label) {
    out.append("<svg class=\"").append(escape(cssClass)).append("\" viewBox=\"0 0 ");
    out.append(number(width)).append(' ').append(number(height)).append("\" width=\"");
    out.append(number(width)).append("\" height=\"").append(number(height));
    out.append("\" role=\"img\" aria-label=\"").append(escape(label)).append("\">");
  }

  /** A diagonal hatching that {@code fill="url(#id)"} may refer to. */
  public Svg hatch(String id) {
    out.append("<defs><pattern id=\"").append(escape(id));
    out.append("\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"");
    out.append(" patternTransform=\"rotate(45)\"><rect class=\"hatch-ground\" width=\"6\"");
    out.append(" height=\"6\"/><line class=\"hatch-line\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\"/>");
    out.append("</pattern></defs>");
    return this;
  }

  public Svg line(double x1, double y1, double x2, double y2, String cssClass) {
    return open("line", cssClass).num("x1", x1).num("y1", y1).num("x2", x2).num("y2", y2).close();
  }

  public Svg rect(double x, double y, double width, double height, double radius, String cssClass) {
    box(x, y, width, height, cssClass);
    return (radius > 0 ? num("rx", radius) : this).close();
  }

  /** A rectangle filled by {@link #hatch}. */
  public Svg hatched(double x, double y, double width, double height, String hatchId) {
    box(x, y, width, height, "hatched");
    out.append(" fill=\"url(#").append(escape(hatchId)).append(")\"");
    return close();
  }

  public Svg path(String d, String cssClass) {
    open("path", cssClass);
    out.append(" d=\"").append(escape(d)).append('"');
    return close();
  }

  /**
   * @param anchor {@code start}, {@code middle} or {@code end}
   */
  public Svg text(double x, double y, String anchor, String cssClass, String words) {
    open("text", cssClass).num("x", x).num("y", y);
    out.append(" text-anchor=\"").append(anchor).append("\">").append(escape(words));
    out.append("</text>");
    return this;
  }

  public Svg turnedText(double x, double y, String cssClass, String words) {
    open("text", cssClass);
    out.append(" transform=\"translate(").append(number(x)).append(' ').append(number(y));
    out.append(") rotate(-90)\" text-anchor=\"middle\">").append(escape(words)).append("</text>");
    return this;
  }

  /** A small mark centred on a point; shapes differ so that colour is never alone. */
  public Svg mark(int shape, double x, double y, double r, String cssClass) {
    String d =
        switch (Math.floorMod(shape, 4)) {
          case 0 -> circle(x, y, r);
          case 1 -> polygon(x - r, y - r, x + r, y - r, x + r, y + r, x - r, y + r);
          case 2 -> polygon(x, y - 1.2 * r, x + 1.15 * r, y + 0.9 * r, x - 1.15 * r, y + 0.9 * r);
          default -> diamond(x - 1.25 * r, x + 1.25 * r, x, y, 1.25 * r);
        };
    return path(d, cssClass);
  }

  /** A diamond whose side corners stand at the ends of an interval. */
  public static String diamond(
      double left, double right, double centre, double y, double halfHeight) {
    return polygon(left, y, centre, y - halfHeight, right, y, centre, y + halfHeight);
  }

  /** Opens a group whose exact words a browser shows on hover. */
  public Svg group(String cssClass, String hover) {
    out.append("<g class=\"").append(escape(cssClass)).append("\"><title>");
    out.append(escape(hover)).append("</title>");
    return this;
  }

  public Svg endGroup() {
    out.append("</g>");
    return this;
  }

  public String finish() {
    return out + "</svg>";
  }

  public static String number(double x) {
    BigDecimal rounded = BigDecimal.valueOf(x).setScale(1, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  public static String escape(String words) {
    StringBuilder safe = new StringBuilder(words.length());
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&#34;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  private static String circle(double x, double y, double r) {
    String arc = "a" + number(r) + " " + number(r) + " 0 1 0 ";
    return "M"
        + number(x - r)
        + " "
        + number(y)
        + arc
        + number(2 * r)
        + " 0"
        + arc
        + number(-2 * r)
        + " 0Z";
  }

  private static String polygon(double... xy) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < xy.length; i += 2) {
      d.append(i == 0 ? 'M' : 'L').append(number(xy[i])).append(' ').append(number(xy[i + 1]));
    }
    return d.append('Z').toString();
  }

  private Svg box(double x, double y, double width, double height, String cssClass) {
    open("rect", cssClass).num("x", x).num("y", y);
    return num("width", Math.max(0, width)).num("height", Math.max(0, height));
  }

  private Svg open(String element, String cssClass) {
    out.append('<').append(element).append(" class=\"").append(escape(cssClass)).append('"');
    return this;
  }

  private Svg num(String attribute, double value) {
    out.append(' ').append(attribute).append("=\"").append(number(value)).append('"');
    return this;
  }

  private Svg close() {
    out.append("/>");
    return this;
  }
}
