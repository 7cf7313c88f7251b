package org.fedval.coordinator.report.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an interval was made, in words.
 *
 * @param name as in a table
 * @param method one sentence with its source
 */
public record IntervalWords(String name, String method) {
  private static final String BONFERRONI = "_bonferroni";
  private static final Map<String, IntervalWords> WORDS =
      Map.ofEntries(
          entry("wilson", "Wilson", "Wilson's score interval (Wilson, JASA 1927)."),
          entry(
              "wilson_design_effect",
              "Wilson, design effect",
              "Wilson's score interval at the effective number of images, which is the number over"
                  + " the design effect of patients, never below 1 (Rao and Scott, Biometrics"
                  + " 1992)."),
          entry(
              "delong_logit",
              "DeLong, logit",
              "DeLong's variance on the logit scale (DeLong, DeLong and Clarke-Pearson, Biometrics"
                  + " 1988)."),
          entry(
              "delong_wald",
              "DeLong",
              "Normal interval with DeLong's variances of both AUROCs (DeLong, DeLong and"
                  + " Clarke-Pearson, Biometrics 1988)."),
          entry(
              "newcombe5",
              "Newcombe 5",
              "Newcombe's method 5, where DeLong's variance is 0 or a class has fewer than 10 images"
                  + " (Newcombe, Statistics in Medicine 2006)."),
          entry(
              "stratified_delong_logit",
              "DeLong in strata, logit",
              "DeLong's variance within each hospital or level, summed, on the logit scale."),
          entry(
              "obuchowski_logit",
              "Obuchowski, logit",
              "Variance of an AUROC of clustered images on the logit scale (Obuchowski, Biometrics"
                  + " 1997)."),
          entry(
              "clustered_logit_t",
              "Obuchowski, logit, t",
              "Obuchowski's variance of clustered images on the logit scale, with Student's t of the"
                  + " patients of the rarer class minus 1 (Obuchowski, Biometrics 1997)."),
          entry(
              "newcombe5_patients",
              "Newcombe 5 over patients",
              "Newcombe's method 5 with each patient as one case, where the variance is 0 or a class"
                  + " has fewer than 10 patients (Newcombe, Statistics in Medicine 2006)."),
          entry("log_wald", "Log", "Normal interval of the logarithm (Simel et al., 1991)."),
          entry(
              "logit",
              "Logit",
              "Normal interval on the logit scale with the variance of the source."),
          entry(
              "mercaldo",
              "Mercaldo",
              "Normal interval on the logit scale (Mercaldo, Lau and Zhou, Statistics in Medicine"
                  + " 2007)."),
          entry(
              "mercaldo_adjusted",
              "Mercaldo, adjusted",
              "The same with adjusted counts where a cell is empty (Mercaldo, Lau and Zhou,"
                  + " 2007)."),
          entry("wald", "Normal", "Normal interval with the standard error of the estimate."),
          entry(
              "bootstrap_percentile",
              "Bootstrap",
              "Percentiles of 2000 resamples of the pooled histogram, which is the bootstrap of the"
                  + " binned images (Efron and Tibshirani, 1993); the seed follows from the study's"
                  + " name."),
          entry(
              "poisson_bootstrap",
              "Poisson bootstrap",
              "Resamples of patients at each hospital with secret Poisson weights (Chamandy et al.,"
                  + " 2012). Random by design: a second run differs in the last digits."),
          entry(
              "influence_wald",
              "Influence",
              "Normal interval with the variance of the patients' influences (Deville, Survey"
                  + " Methodology 1999)."),
          entry(
              "sandwich_wald",
              "Sandwich",
              "Normal interval with the sandwich variance over patients (Liang and Zeger,"
                  + " Biometrika 1986)."),
          entry(
              "newcombe",
              "Newcombe",
              "Newcombe's hybrid score interval of a difference (Newcombe, Statistics in Medicine"
                  + " 1998)."),
          entry(
              "mantel_haenszel_sato",
              "Sato",
              "Normal interval with the variance of a Mantel-Haenszel difference (Sato, Greenland and"
                  + " Robins, Biometrics 1989)."),
          entry(
              "hksj",
              "Hartung-Knapp",
              "Hartung, Knapp, Sidik and Jonkman's interval, never narrower than with a factor of 1"
                  + " (Hartung and Knapp, Statistics in Medicine 2001)."),
          entry(
              "higgins_t",
              "Prediction, t",
              "Prediction interval with t of hospitals minus 2 degrees of freedom (Higgins, Thompson"
                  + " and Spiegelhalter, JRSS A 2009)."),
          entry(
              "q_profile",
              "Q-profile",
              "Inversion of Cochran's Q (Viechtbauer, Statistics in Medicine 2007)."),
          entry(
              "rogan_gladen_wilson",
              "Wilson, corrected",
              "Wilson's limits, each corrected as the estimate is (Rogan and Gladen, 1978)."),
          entry(
              "tango",
              "Tango",
              "Tango's score interval of a paired difference (Tango, Statistics in Medicine 1998);"
                  + " p by McNemar's exact test."),
          entry(
              "delong_paired",
              "DeLong, paired",
              "Normal interval with DeLong's paired variance (DeLong, DeLong and Clarke-Pearson,"
                  + " Biometrics 1988)."),
          entry(
              "obuchowski_paired",
              "Obuchowski, paired",
              "Normal interval with the paired variance of clustered images (Obuchowski, Biometrics"
                  + " 1997)."),
          entry(
              "wilson_noise",
              "Wilson, with noise",
              "Wilson's score test with the variance of the noise on both counts added."),
          entry(
              "newcombe5_noise",
              "Newcombe 5, with noise",
              "Newcombe's method 5 with the variance of the noise added."));

  /** The words of a method; its code where it has none. */
  public static IntervalWords of(@Nullable String method) {
    if (method == null) {
      return new IntervalWords("", "No interval.");
    }
    if (method.endsWith(BONFERRONI)) {
      IntervalWords single = of(method.substring(0, method.length() - BONFERRONI.length()));
      return new IntervalWords(
          single.name() + ", Bonferroni",
          single.method() + " At a level divided by the number of levels (Dunn, JASA 1961).");
    }
    IntervalWords known = WORDS.get(method);
    return known != null ? known : new IntervalWords(method.replace('_', ' '), method + ".");
  }

  /** Whether the method has words. */
  public static boolean knows(String method) {
    return WORDS.containsKey(method)
        || (method.endsWith(BONFERRONI)
            && knows(method.substring(0, method.length() - BONFERRONI.length())));
  }

  private static Map.Entry<String, IntervalWords> entry(String code, String name, String method) {
    return Map.entry(code, new IntervalWords(name, method));
  }
}
