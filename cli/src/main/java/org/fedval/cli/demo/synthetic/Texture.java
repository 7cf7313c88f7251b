package org.fedval.cli.demo.synthetic;

import java.util.SplittableRandom;

/**
 * Random structure: tissue clouds and quantum noise. Integer sources, so equal on every machine.
 */
final class Texture {
  private Texture() {}

  /** Two octaves of interpolated lattice noise, as overlapping tissue looks. */
  static void addClouds(Plane plane, SplittableRandom random, double amount) {
    addLattice(plane, random, 9, amount);
    addLattice(plane, random, 31, 0.6 * amount);
  }

  private static void addLattice(Plane plane, SplittableRandom random, int cells, double amount) {
    double[] lattice = new double[(cells + 1) * (cells + 1)];
    for (int i = 0; i < lattice.length; i++) {
      lattice[i] = amount * (2 * random.nextDouble() - 1);
    }
    int[] cell = new int[plane.columns];
    double[] weight = new double[plane.columns];
    for (int column = 0; column < plane.columns; column++) {
      double x = plane.u(column) * cells;
      cell[column] = (int) x;
      weight[column] = Plane.smooth(x - cell[column]);
    }
    double[] line = new double[cells + 1];
    for (int row = 0; row < plane.rows; row++) {
      double y = plane.v(row) * cells;
      int up = (int) y;
      double down = Plane.smooth(y - up);
      for (int i = 0; i <= cells; i++) {
        double above = lattice[up * (cells + 1) + i];
        line[i] = above + down * (lattice[(up + 1) * (cells + 1) + i] - above);
      }
      for (int column = 0; column < plane.columns; column++) {
        double before = line[cell[column]];
        plane.values[row * plane.columns + column] +=
            before + weight[column] * (line[cell[column] + 1] - before);
      }
    }
  }

  /**
   * Nearly normal noise: the sum of eight uniform bytes of one random word, scaled to unit
   * variance. White regions get few quanta and so more noise.
   */
  static void addGrain(Plane plane, SplittableRandom random, double deviation) {
    double scale = deviation / StrictMath.sqrt(8 * (256.0 * 256.0 - 1) / 12);
    for (int i = 0; i < plane.values.length; i++) {
      long word = random.nextLong();
      long pairs = (word & 0x00FF00FF00FF00FFL) + (word >>> 8 & 0x00FF00FF00FF00FFL);
      long sum = (pairs & 0xFFFF) + (pairs >>> 16 & 0xFFFF) + (pairs >>> 32 & 0xFFFF);
      double normal = sum + (pairs >>> 48) - 1020;
      plane.values[i] += scale * normal * (0.55 + 0.8 * plane.values[i]);
    }
  }
}
