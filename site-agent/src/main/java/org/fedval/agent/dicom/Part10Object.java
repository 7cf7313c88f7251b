package org.fedval.agent.dicom;

/**
 * A parsed Part 10 file.
 *
 * @param transferSyntaxUid as the file meta information says, known to us or not; where it says
 *     nothing, the encoding that the data set has
 * @param meta the file meta information group; empty when the file has none
 * @param dataSet what was asked for of the data set
 */
public record Part10Object(String transferSyntaxUid, DataSet meta, DataSet dataSet) {
  /** Whether the file itself says how its pixel data are to be read. */
  boolean namesTransferSyntax() {
    return meta.text(Tag.TRANSFER_SYNTAX_UID).isPresent();
  }
}
