package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;

/** Maps a data interval linearly onto a pixel interval; either may run backwards. */
public record Scale(double dataFrom, double dataTo, double pixelFrom, double pixelTo) {
  public double at(double x) {
    return pixelFrom + (x - dataFrom) / (dataTo - dataFrom) * (pixelTo - pixelFrom);
  }

  /** Round data values to label, at most {@code most} of them, both ends included if round. */
  public List<Double> ticks(int most) {
    double[] steps = {0.05, 0.1, 0.2, 0.25, 0.5, 1};
    double span = Math.abs(dataTo - dataFrom);
    double step = 1;
    for (double candidate : steps) {
      if (span / candidate + 1 <= most + 1e-9) {
        step = candidate;
        break;
      }
    }
    double low = Math.min(dataFrom, dataTo);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= low + span + 1e-9; i++) {
      ticks.add(Math.round(i * step * 1000) / 1000.0);
    }
    return ticks;
  }
}
