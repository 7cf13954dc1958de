package datafile

// ReadCells reads the stream of cells of a .xls workbook, for the fuzz test.
func ReadCells(stream []byte) { _, _ = readWorkbook(stream) }
