package org.fedval.evaluation.power.planning;

import java.util.List;
import org.fedval.evaluation.power.Precision;
import org.jspecify.annotations.Nullable;

/**
 * How many images to collect for so many independent cases of each class.
 *
 * @param independent cases of each class
 * @param images the same, inflated by the design effect
 * @param beforeLoss the same, inflated by the expected loss
 * @param total images of both classes at the tested prevalence; null if that is unknown
 */
public record CollectionTotal(
    long independent, long images, long beforeLoss, @Nullable Long total) {

  static CollectionTotal of(
      long independent,
      List<ImageClass> classes,
      Assumptions assumptions,
      @Nullable Double prevalence) {
    long images = assumptions.designEffect().inflate(independent);
    long before = assumptions.loss().before(images);
    Long total = null;
    if (prevalence != null) {
      total = 0L;
      for (ImageClass imageClass : classes) {
        double share = imageClass == ImageClass.POSITIVE ? prevalence : 1 - prevalence;
        total = Math.max(total, Precision.total(before, share));
      }
    }
    return new CollectionTotal(independent, images, before, total);
  }
}
