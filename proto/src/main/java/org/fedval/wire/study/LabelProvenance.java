package org.fedval.wire.study;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where reference labels come from. Code names are those of plans and configurations. */
public enum LabelProvenance {
  REPORT_MINED("taken from reports by software"),
  SINGLE_READER("one reader"),
  MAJORITY("majority of several readers"),
  ADJUDICATED("several readers, disagreement adjudicated"),
  BIOPSY("biopsy or other pathology"),
  LABORATORY("laboratory test"),
  OTHER_IMAGING("another imaging examination"),
  FOLLOW_UP("clinical follow-up"),
  REGISTRY("disease registry");

  private final String words;

  LabelProvenance(String words) {
    this.words = words;
  }

  /** The lower-case code, such as {@code report_mined}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** In plain words. */
  public String words() {
    return words;
  }

  /** The provenance of a code; empty for another text. Case and space at the ends do not count. */
  public static Optional<LabelProvenance> of(String code) {
    String folded = code.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(p -> p.code().equals(folded)).findFirst();
  }

  /** All codes, in order. */
  public static List<String> codes() {
    return Arrays.stream(values()).map(LabelProvenance::code).toList();
  }
}
