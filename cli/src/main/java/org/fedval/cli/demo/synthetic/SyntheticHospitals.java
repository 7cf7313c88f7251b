package org.fedval.cli.demo.synthetic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes the demo's hospitals: one folder each, {@code site-1} to {@code site-n}, with a tree of
 * DICOM files and a {@code labels.csv}. Equal arguments give equal bytes on every machine.
 */
public final class SyntheticHospitals {
  public static final int MIN_SITES = 3;
  public static final int MAX_SITES = 12;

  private SyntheticHospitals() {}

  /**
   * What was written: images and patients with a row in {@code labels.csv}. Files that are there to
   * be refused are not counted.
   */
  public record Summary(int sites, int images, int patients) {}

  /**
   * Writes all hospitals, several at a time on the common pool.
   *
   * @param root created when missing; files of an earlier run under the same names are replaced
   * @param sites 3 to 12
   * @throws IllegalArgumentException when the number of sites is out of range
   * @throws IOException when a file cannot be written
   */
  public static Summary write(Path root, int sites, long seed) throws IOException {
    requireRange(sites);
    try {
      List<Summary> written =
          IntStream.rangeClosed(1, sites)
              .parallel()
              .mapToObj(site -> writeUnchecked(root, site, sites, seed))
              .toList();
      return new Summary(
          sites,
          written.stream().mapToInt(Summary::images).sum(),
          written.stream().mapToInt(Summary::patients).sum());
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  /**
   * Writes one hospital of a federation; every part of {@link #write} may run on its own thread.
   *
   * @param site 1 to {@code sites}
   */
  public static Summary writeSite(Path root, int site, int sites, long seed) throws IOException {
    requireRange(sites);
    if (site < 1 || site > sites) {
      throw new IllegalArgumentException("The hospital's number must lie in 1 to " + sites + ".");
    }
    return new HospitalWriter(root.resolve("site-" + site), site, sites, seed).write();
  }

  private static Summary writeUnchecked(Path root, int site, int sites, long seed) {
    try {
      return writeSite(root, site, sites, seed);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void requireRange(int sites) {
    if (sites < MIN_SITES || sites > MAX_SITES) {
      throw new IllegalArgumentException(
          "The demo makes " + MIN_SITES + " to " + MAX_SITES + " hospitals.");
    }
  }
}
