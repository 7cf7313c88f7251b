package org.fedval.evaluation.laws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.score.EdgeTable;

/** A drawn image: patients have up to four images, whose scores resemble each other. */
record Drawn(int patient, boolean positive, double score) {

  static List<Drawn> images(SplittableRandom random, int patients, int decimals) {
    double grid = Math.pow(10, decimals);
    List<Drawn> images = new ArrayList<>();
    for (int p = 0; p < patients; p++) {
      double habit = random.nextDouble(-0.2, 0.2);
      boolean ill = random.nextInt(3) == 0;
      for (int i = 0; i <= random.nextInt(4); i++) {
        boolean positive = ill && random.nextInt(5) > 0;
        double score = 0.4 + habit + (positive ? 0.2 : 0) + random.nextDouble(-0.2, 0.2);
        images.add(
            new Drawn(p, positive, Math.rint(Math.min(1, Math.max(0, score)) * grid) / grid));
      }
    }
    return images;
  }

  /** Dealt to sites with patients whole, and every site's images in another order. */
  static List<List<Drawn>> dealt(List<Drawn> images, int sites, long seed) {
    List<List<Drawn>> dealt = new ArrayList<>();
    for (int s = 0; s < sites; s++) {
      int site = s;
      List<Drawn> mine =
          new ArrayList<>(images.stream().filter(d -> d.patient % sites == site).toList());
      Collections.shuffle(mine, new Random(seed));
      dealt.add(mine);
    }
    return dealt;
  }

  static EdgeTable lossless(List<Drawn> images) {
    return EdgeTable.of(images.stream().mapToDouble(Drawn::score).toArray());
  }

  static ClassHistograms histogram(List<Drawn> images, EdgeTable edges) {
    long[] positives = new long[edges.bins()];
    long[] negatives = new long[edges.bins()];
    images.forEach(d -> (d.positive ? positives : negatives)[edges.bin(d.score)]++);
    return new ClassHistograms(positives, negatives);
  }
}
