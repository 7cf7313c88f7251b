package org.fedval.coordinator.report.text;

import java.util.Map;

/** Whether a score of p means p. */
final class CalibrationWords {
  private CalibrationWords() {}

  static void add(Map<String, MetricWords> words) {
    words.put(
        "brier",
        new MetricWords(
            "Brier score",
            Topic.CALIBRATION,
            "Mean squared distance of score and reference standard.",
            "Brier, Monthly Weather Review 1950"));
    words.put(
        "brier_scaled",
        new MetricWords(
            "Brier score, scaled",
            Topic.CALIBRATION,
            "1 minus the Brier score over that of the sample's prevalence for every image.",
            "Steyerberg et al., Epidemiology 2010"));
    words.put(
        "brier_reliability",
        new MetricWords(
            "Brier: reliability",
            Topic.CALIBRATION,
            "Mean squared distance of score and frequency over ten bins of equal width; small is good.",
            "Murphy, Journal of Applied Meteorology 1973"));
    words.put(
        "brier_resolution",
        new MetricWords(
            "Brier: resolution",
            Topic.CALIBRATION,
            "Mean squared distance of frequency and prevalence over the bins; large is good.",
            "Murphy, Journal of Applied Meteorology 1973"));
    words.put(
        "brier_uncertainty",
        new MetricWords(
            "Brier: uncertainty",
            Topic.CALIBRATION,
            "Prevalence times 1 minus prevalence.",
            "Murphy, Journal of Applied Meteorology 1973"));
    words.put(
        "brier_within_bin_variance",
        new MetricWords(
            "Brier: variance within bins",
            Topic.CALIBRATION,
            "What the bins hide of the spread of the scores.",
            "Stephenson, Coelho and Jolliffe, Weather and Forecasting 2008"));
    words.put(
        "brier_within_bin_covariance",
        new MetricWords(
            "Brier: covariance within bins",
            Topic.CALIBRATION,
            "What the bins hide of the skill within a bin.",
            "Stephenson, Coelho and Jolliffe, Weather and Forecasting 2008"));
    words.put(
        "ece",
        new MetricWords(
            "Expected calibration error",
            Topic.CALIBRATION,
            "Mean distance of score and frequency over the bins, weighted by images.",
            "Naeini, Cooper and Hauskrecht, AAAI 2015"));
    words.put(
        "mce",
        new MetricWords(
            "Maximum calibration error",
            Topic.CALIBRATION,
            "Largest distance of score and frequency of any bin.",
            "Naeini, Cooper and Hauskrecht, AAAI 2015"));
    words.put(
        "calibration_slope",
        new MetricWords(
            "Calibration slope",
            Topic.CALIBRATION,
            "Slope of the logistic regression of the reference standard on the score's logit; below 1 means scores too extreme.",
            "Cox, Biometrika 1958"));
    words.put(
        "calibration_intercept",
        new MetricWords(
            "Calibration intercept",
            Topic.CALIBRATION,
            "Intercept of the same regression; 0 is right where the slope is 1.",
            "Cox, Biometrika 1958"));
    words.put(
        "calibration_in_the_large",
        new MetricWords(
            "Calibration in the large",
            Topic.CALIBRATION,
            "Intercept with the slope held at 1; above 0 means scores too low.",
            "Van Calster et al., BMC Medicine 2019"));
    words.put(
        "spiegelhalter_z",
        new MetricWords(
            "Spiegelhalter z",
            Topic.CALIBRATION,
            "Standardised difference of the Brier score from what calibrated scores would give.",
            "Spiegelhalter, Statistics in Medicine 1986"));
    words.put(
        "calibration_slope_clustered",
        new MetricWords(
            "Calibration slope, patients as clusters",
            Topic.CALIBRATION,
            "The slope; its interval takes the images of a patient as dependent.",
            "Liang and Zeger, Biometrika 1986"));
    words.put(
        "calibration_intercept_clustered",
        new MetricWords(
            "Calibration intercept, patients as clusters",
            Topic.CALIBRATION,
            "The intercept; its interval takes the images of a patient as dependent.",
            "Liang and Zeger, Biometrika 1986"));
  }
}
