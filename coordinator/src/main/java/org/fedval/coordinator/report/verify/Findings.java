package org.fedval.coordinator.report.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.fedval.crypto.primitive.MalformedBody;

/** Collects checks; one that cannot even be made has failed. */
final class Findings {
  private final List<Check> checks = new ArrayList<>();

  /** What is wrong, found while a check is made. */
  static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1;

    Wrong(String sentence) {
      super(sentence);
    }
  }

  /** Makes a check, which gives the sentence for when it holds or throws {@link Wrong}. */
  void check(String name, Supplier<String> check) {
    try {
      checks.add(new Check(name, true, check.get()));
    } catch (Wrong | MalformedBody e) {
      checks.add(new Check(name, false, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      checks.add(new Check(name, false, "This part of the proof cannot be read."));
    }
  }

  void failed(String name, String sentence) {
    checks.add(new Check(name, false, sentence));
  }

  static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new Wrong(sentence);
    }
  }

  List<Check> all() {
    return List.copyOf(checks);
  }
}
