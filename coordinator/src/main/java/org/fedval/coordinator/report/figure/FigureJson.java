package org.fedval.coordinator.report.figure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The numbers of one figure as {@code fedval.figure/v1}, which a page shows at the pointer. */
public final class FigureJson {
  static final String SCHEMA = "fedval.figure/v1";

  private FigureJson() {}

  /** As JSON text; a figure that has no chart has no frames. */
  public static String of(Figure figure) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schema", SCHEMA).put("id", figure.id()).put("title", figure.title());
    Chart chart = figure.chart();
    root.put("width", chart == null ? 0 : chart.width());
    root.put("height", chart == null ? 0 : chart.height());
    root.put("by", chart != null && chart.byRow() ? "y" : "x");
    ArrayNode frames = root.putArray("frames");
    ArrayNode series = root.putArray("series");
    if (chart != null) {
      chart.frames().forEach(frame -> frames.add(frame(frame)));
      chart.series().forEach(one -> series.add(series(one)));
    }
    return root.toString();
  }

  private static ObjectNode frame(Chart.Frame frame) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("left", frame.left()).put("top", frame.top());
    node.put("right", frame.right()).put("bottom", frame.bottom());
    node.set("x", axis(frame.x()));
    node.set("y", axis(frame.y()));
    return node;
  }

  private static ObjectNode axis(Chart.Axis axis) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("title", axis.title())
        .put("from", axis.from())
        .put("to", axis.to())
        .put("log", axis.log());
  }

  private static ObjectNode series(Chart.Series series) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("frame", series.frame()).put("name", series.name()).put("tone", series.tone());
    ArrayNode points = node.putArray("points");
    for (Chart.Point p : series.points()) {
      ObjectNode point =
          points
              .addObject()
              .put("x", Double.isNaN(p.x()) ? null : Double.valueOf(p.x()))
              .put("y", p.y());
      limits(point, "x", p.xRange());
      limits(point, "y", p.yRange());
      if (!p.words().isEmpty()) {
        point.put("words", p.words());
      }
    }
    return node;
  }

  private static void limits(ObjectNode point, String name, ForestModel.@Nullable Range range) {
    if (range != null) {
      point.put(name + "_low", range.low()).put(name + "_high", range.high());
    }
  }
}
