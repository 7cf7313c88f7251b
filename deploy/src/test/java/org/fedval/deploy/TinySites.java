package org.fedval.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fedval.agent.dicom.DataSet;
import org.fedval.agent.dicom.Part10Writer;
import org.fedval.agent.dicom.Tag;
import org.fedval.agent.dicom.TransferSyntax;

/** Hospitals with a handful of very small images, for runs whose numbers do not matter. */
final class TinySites {
  private static final int IMAGES = 6;
  private static final int SIDE = 8;

  private TinySites() {}

  /** Folders {@code site-1}, {@code site-2}, ... each with images and {@code labels.csv}. */
  static Path write(Path root, int sites) throws IOException {
    return write(root, sites, IMAGES);
  }

  /** The same with so many images each. */
  static Path write(Path root, int sites, int images) throws IOException {
    for (int site = 0; site < sites; site++) {
      String name = "site-" + (site + 1);
      Path folder = Files.createDirectories(root.resolve(name));
      StringBuilder labels = new StringBuilder("sop_instance_uid,patient_id,nodule,effusion\n");
      for (int image = 1; image <= images; image++) {
        String uid = "1.2.3.%d.%d".formatted(site + 1, image);
        image(folder.resolve("image" + image + ".dcm"), uid, 10 * image + site);
        labels.append(
            "%s,CANARY-%s-%d,%d,%d%n".formatted(uid, name, image, image % 2, image % 3 % 2));
      }
      Files.writeString(folder.resolve("labels.csv"), labels);
    }
    return root;
  }

  private static void image(Path file, String uid, int seed) throws IOException {
    byte[] pixels = new byte[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * seed);
    }
    DataSet image =
        DataSet.builder()
            .text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.1")
            .text(Tag.SOP_INSTANCE_UID, uid)
            .text(Tag.MODALITY, "DX")
            .integer(Tag.SAMPLES_PER_PIXEL, 1)
            .text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
            .integer(Tag.ROWS, SIDE)
            .integer(Tag.COLUMNS, SIDE)
            .integer(Tag.BITS_ALLOCATED, 8)
            .integer(Tag.BITS_STORED, 8)
            .integer(Tag.HIGH_BIT, 7)
            .integer(Tag.PIXEL_REPRESENTATION, 0)
            .pixels8(pixels)
            .build();
    try (OutputStream out = Files.newOutputStream(file)) {
      Part10Writer.write(out, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, image);
    }
  }
}
