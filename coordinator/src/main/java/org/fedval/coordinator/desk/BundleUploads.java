package org.fedval.coordinator.desk;

/** Why an uploaded bundle is not taken, in the same words however it was sent. */
public final class BundleUploads {
  public static final String NOT_SEALED =
      "The coordinator takes sealed bundles only; submit with fedval study submit.";
  public static final String TOO_LARGE = "A bundle has at most 2 GiB.";
  public static final String OTHER_DIGEST =
      "The received bytes do not have the announced digest; upload again.";
  public static final String STORAGE =
      "The coordinator could not store the bundle; try again later.";

  private BundleUploads() {}
}
