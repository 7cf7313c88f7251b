package org.fedval.benchmarks.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.fedval.benchmarks.coverage.Design.Bounds;
import org.fedval.evaluation.cluster.ClusterProducts;
import org.fedval.evaluation.cluster.ClusteredAuroc;
import org.fedval.evaluation.cluster.ClusteredAurocInterval;
import org.fedval.evaluation.cluster.PoissonBootstrap;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocInterval;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.roc.Placements;

/**
 * AUROC with several images a patient. Log-odds of a patient's images correlate with the stated
 * intraclass correlation; an ill patient's images are positive with the stated probability, all
 * others negative.
 */
final class ClusteredAurocDesigns {
  private static final double CONFIDENCE = 0.95;
  private static final int BINS = 1024;
  private static final int BOOTSTRAP_BINS = 64;
  private static final int REPLICATES = 500;

  private enum Method {
    OBUCHOWSKI("auroc clustered, Obuchowski"),
    POISSON("auroc clustered, Poisson bootstrap"),
    NORMAL("auroc clustered, Obuchowski, normal quantile"),
    INDEPENDENT("auroc delong_logit");

    private final String words;

    Method(String words) {
      this.words = words;
    }
  }

  private record Image(int patient, boolean positive, double deviate) {}

  private final int patients;
  private final PatientSizes sizes;
  private final double ill;
  private final double positiveIfIll;
  private final double icc;
  private final double auroc;

  private ClusteredAurocDesigns(
      int patients,
      PatientSizes sizes,
      double ill,
      double positiveIfIll,
      double icc,
      double auroc) {
    this.patients = patients;
    this.sizes = sizes;
    this.ill = ill;
    this.positiveIfIll = positiveIfIll;
    this.icc = icc;
    this.auroc = auroc;
  }

  static List<Design> all() {
    List<ClusteredAurocDesigns> settings =
        List.of(
            new ClusteredAurocDesigns(50, PatientSizes.ONE_TO_FOUR, 0.2, 1, 0.5, 0.8),
            new ClusteredAurocDesigns(50, PatientSizes.ONE_TO_FOUR, 0.4, 0.7, 0.3, 0.8),
            new ClusteredAurocDesigns(100, PatientSizes.ONE_TO_FOUR, 0.4, 1, 0.5, 0.85),
            new ClusteredAurocDesigns(100, PatientSizes.ONE_TO_TEN, 0.3, 0.7, 0.5, 0.85),
            new ClusteredAurocDesigns(200, PatientSizes.MOSTLY_ONE, 0.2, 0.7, 0.7, 0.9),
            new ClusteredAurocDesigns(300, PatientSizes.ONE_TO_TEN, 0.1, 1, 0.3, 0.9),
            new ClusteredAurocDesigns(500, PatientSizes.ONE_TO_FOUR, 0.1, 0.7, 0.3, 0.95),
            new ClusteredAurocDesigns(1000, PatientSizes.MOSTLY_ONE, 0.2, 0.7, 0.7, 0.9));
    List<Design> all = new ArrayList<>();
    settings.forEach(s -> all.add(s.design(Method.OBUCHOWSKI)));
    settings.subList(0, 5).forEach(s -> all.add(s.design(Method.POISSON)));
    settings.subList(3, 8).forEach(s -> all.add(s.design(Method.NORMAL)));
    all.add(settings.get(3).design(Method.INDEPENDENT));
    return all;
  }

  private Design design(Method method) {
    boolean contrast = method == Method.INDEPENDENT || method == Method.NORMAL;
    String setting =
        patients
            + " patients, "
            + sizes.words()
            + ", "
            + ill
            + " of them ill, their images positive with "
            + positiveIfIll
            + ", ICC "
            + icc
            + ", AUROC "
            + auroc
            + (method == Method.INDEPENDENT ? ", images taken as independent" : "");
    Binormal scores = new Binormal(auroc, BINS);
    Binormal coarse = new Binormal(auroc, BOOTSTRAP_BINS);
    return new Design(
        method.words,
        setting,
        auroc,
        contrast,
        random -> {
          List<Image> images = images(random);
          boolean both =
              images.stream().anyMatch(Image::positive)
                  && !images.stream().allMatch(Image::positive);
          return both ? interval(method, images, scores, coarse, random) : Optional.empty();
        });
  }

  private List<Image> images(SplittableRandom random) {
    List<Image> images = new ArrayList<>();
    for (int c = 0; c < patients; c++) {
      boolean isIll = random.nextDouble() < ill;
      double habit = Math.sqrt(icc) * random.nextGaussian();
      int count = sizes.draw(random);
      for (int i = 0; i < count; i++) {
        boolean positive = isIll && random.nextDouble() < positiveIfIll;
        images.add(new Image(c, positive, habit + Math.sqrt(1 - icc) * random.nextGaussian()));
      }
    }
    return images;
  }

  private static Optional<Bounds> interval(
      Method method,
      List<Image> images,
      Binormal scores,
      Binormal coarse,
      SplittableRandom random) {
    ClassHistograms histograms = histograms(images, scores);
    Auroc auroc = Auroc.of(histograms);
    if (method == Method.INDEPENDENT) {
      return IndependentDesigns.of(AurocInterval.of(auroc, IndependentDesigns.Z).interval());
    }
    OptionalDouble variance =
        method == Method.POISSON
            ? poisson(images, coarse, random)
            : obuchowski(images, scores, histograms, auroc);
    if (method == Method.NORMAL) {
      return variance.orElse(0) <= 0 || auroc.value() == 1
          ? Optional.empty()
          : IndependentDesigns.of(
              AurocInterval.logit(auroc.value(), variance.getAsDouble(), IndependentDesigns.Z));
    }
    return IndependentDesigns.of(
        ClusteredAurocInterval.of(
                auroc.value(),
                variance,
                patients(images, true),
                patients(images, false),
                CONFIDENCE)
            .interval());
  }

  private static long patients(List<Image> images, boolean positive) {
    return images.stream()
        .filter(i -> i.positive == positive)
        .mapToInt(Image::patient)
        .distinct()
        .count();
  }

  private static OptionalDouble obuchowski(
      List<Image> images, Binormal scores, ClassHistograms histograms, Auroc auroc) {
    Placements placements = Placements.of(histograms);
    ClusterProducts.Builder builder = new ClusterProducts.Builder(ClusteredAuroc.ONE_MODEL);
    for (Image image : images) {
      long placement = placements.of(image.positive, scores.bin(image.positive, image.deviate));
      builder.add(
          image.patient,
          image.positive,
          image.positive ? placement : 0,
          image.positive ? 0 : placement);
    }
    ClusterProducts products = ClusterProducts.of(ClusteredAuroc.ONE_MODEL, builder.sums());
    return ClusteredAuroc.first(auroc, products).variance();
  }

  private static OptionalDouble poisson(
      List<Image> images, Binormal coarse, SplittableRandom random) {
    PoissonBootstrap bootstrap = new PoissonBootstrap(random, REPLICATES, coarse.edges().bins());
    images.forEach(i -> bootstrap.add(i.patient, i.positive, coarse.bin(i.positive, i.deviate)));
    OptionalDouble error =
        PoissonBootstrap.standardError(
            bootstrap.replicates(),
            h -> h.positives() == 0 || h.negatives() == 0 ? Double.NaN : Auroc.of(h).value());
    return error.isEmpty() ? error : OptionalDouble.of(error.getAsDouble() * error.getAsDouble());
  }

  private static ClassHistograms histograms(List<Image> images, Binormal scores) {
    long[] positives = new long[scores.edges().bins()];
    long[] negatives = new long[scores.edges().bins()];
    for (Image image : images) {
      (image.positive ? positives : negatives)[scores.bin(image.positive, image.deviate)]++;
    }
    return new ClassHistograms(positives, negatives);
  }
}
