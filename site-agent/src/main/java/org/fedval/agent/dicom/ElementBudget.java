package org.fedval.agent.dicom;

/** How much of {@link ReaderLimits} a file has used; one for a whole file, single-threaded. */
final class ElementBudget {
  private final ReaderLimits limits;
  private int elementsSeen;
  private long bytesKept;

  ElementBudget(ReaderLimits limits) {
    this.limits = limits;
  }

  /** One more element, item or fragment. */
  void count(long position) throws DicomFault {
    if (++elementsSeen > limits.elements()) {
      throw DicomFault.unreadable("The file holds too many elements.").position(position);
    }
  }

  /** A value that is about to be loaded. */
  void keep(long length, long position) throws DicomFault {
    bytesKept += length;
    if (bytesKept > limits.keptBytes()) {
      throw DicomFault.unreadable("The file holds too much beside its pixel data.")
          .position(position);
    }
  }
}
