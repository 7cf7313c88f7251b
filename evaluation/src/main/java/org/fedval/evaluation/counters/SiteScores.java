package org.fedval.evaluation.counters;

import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.calib.CrossFit;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.roc.RawAuroc;
import org.fedval.evaluation.score.EdgeTable;

/** The labelled cases of one finding at one site, for sums that are defined a site. */
final class SiteScores {
  private final List<CrossFit.Case> cases = new ArrayList<>();
  private final long patients;
  private long positives;

  SiteScores(CaseTable table, PatientOrder order, int finding) {
    int[] ranks = order.ranks(table, finding);
    long known = 0;
    for (int patient = 0; patient < order.patients(); patient++) {
      boolean labelled = false;
      for (int k = order.start(patient); k < order.end(patient); k++) {
        int image = order.image(k);
        if (!table.isMissing(image, finding)) {
          boolean positive = table.isPositive(image, finding);
          cases.add(new CrossFit.Case(ranks[patient], positive, table.score(image, finding)));
          positives += positive ? 1 : 0;
          labelled = true;
        }
      }
      known += labelled ? 1 : 0;
    }
    patients = known;
  }

  /** In the order of patients; a patient's number is its rank. */
  List<CrossFit.Case> cases() {
    return cases;
  }

  long patients() {
    return patients;
  }

  long images() {
    return cases.size();
  }

  boolean hasBothClasses() {
    return positives > 0 && positives < cases.size();
  }

  /** The area of the scores themselves; both classes have cases. */
  Auroc rawAuroc() {
    double[] scores = new double[cases.size()];
    boolean[] classes = new boolean[cases.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = cases.get(i).score();
      classes[i] = cases.get(i).positive();
    }
    return RawAuroc.of(scores, classes);
  }

  ClassHistograms histogramAt(EdgeTable edges) {
    long[] p = new long[edges.bins()];
    long[] n = new long[edges.bins()];
    for (CrossFit.Case c : cases) {
      (c.positive() ? p : n)[edges.bin(c.score())]++;
    }
    return new ClassHistograms(p, n);
  }
}
