package org.fedval.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.fedval.agent.dicom.ContentDigest;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomObject;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.dicom.FolderSource;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.agent.dicom.SopInstance;
import org.fedval.agent.preprocess.PreprocessingRecipe;
import org.fedval.agent.preprocess.RecipeException;
import org.fedval.agent.run.CaseFeed;

/**
 * The files of a folder that can be scored, as a feed that goes over them as often as it takes. A
 * case costs what it costs in a study: attributes, decoded pixels, and their digest.
 */
record BenchFiles(List<Scorable> files) {
  /** All files, also those that Python's packages do not decode. */
  static final String ALL = "all";

  /** Uncompressed: implicit, explicit, big endian (PS3.5 annex A.1 to A.3). */
  private static final List<String> UNCOMPRESSED =
      List.of("1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2");

  private static final String JPEG_2000 = "1.2.840.10008.1.2.4.9";

  BenchFiles {
    files = List.copyOf(files);
  }

  /** A file that was decoded and preprocessed once. */
  record Scorable(DicomObject object, String transferSyntax) {}

  /** One case of the feed. */
  record Image(int number, SopInstance attributes) {
    @Override
    public String toString() {
      return "Image";
    }
  }

  /**
   * @param most files at most, the first in the folder's order
   */
  static BenchFiles of(FolderSource source, PreprocessingRecipe recipe, int most)
      throws DicomSourceException {
    List<Scorable> files = new ArrayList<>();
    float[] plane = new float[recipe.planeSize()];
    source.forEach(
        object -> {
          if (files.size() < most) {
            try {
              recipe.apply(object.pixels(), plane);
              files.add(new Scorable(object, object.read().transferSyntaxUid()));
            } catch (DicomFault | RecipeException unscorable) {
              return;
            }
          }
        });
    return new BenchFiles(files);
  }

  /** The sets that are measured, by name: those that have files and differ. */
  Map<String, BenchFiles> sets() {
    Map<String, BenchFiles> sets = new LinkedHashMap<>();
    BenchFiles plain = only(f -> UNCOMPRESSED.contains(f.transferSyntax()));
    BenchFiles mix = only(f -> plain.files.contains(f) || f.transferSyntax().startsWith(JPEG_2000));
    put(sets, "uncompressed", plain);
    put(sets, "with_jpeg_2000", mix);
    put(sets, ALL, this);
    return sets;
  }

  private static void put(Map<String, BenchFiles> sets, String name, BenchFiles set) {
    if (!set.files.isEmpty() && !sets.containsValue(set)) {
      sets.put(name, set);
    }
  }

  private BenchFiles only(Predicate<Scorable> kept) {
    return new BenchFiles(files.stream().filter(kept).toList());
  }

  /** How many files there are of each transfer syntax. */
  Map<String, Integer> syntaxes() {
    Map<String, Integer> counts = new TreeMap<>();
    files.forEach(f -> counts.merge(f.transferSyntax(), 1, Integer::sum));
    return counts;
  }

  Scorable file(int image) {
    return files.get(image % files.size());
  }

  /** So many cases, over the files again and again. */
  CaseFeed<Image> feed(int images) {
    return consumer -> {
      for (int n = 0; n < images; n++) {
        consumer.accept(item(n));
      }
    };
  }

  private CaseFeed.Item<Image> item(int n) {
    DicomObject object = file(n).object();
    try {
      return new CaseFeed.Admitted<>(new Image(n, object.read()), () -> decode(object));
    } catch (DicomFault fault) {
      throw new IllegalStateException("A file that could be read before cannot any more.", fault);
    }
  }

  private static GrayscaleImage decode(DicomObject object) throws DicomFault {
    GrayscaleImage image = object.pixels();
    var unused = ContentDigest.of(image);
    return image;
  }
}
