extension OfficeGolden {
    /// The documents of the corpus. The tables were compared with pages made of them by LibreOffice.
    static let all: [OfficeGolden] = [
        OfficeGolden(
            file: "atorus/14-1.01.docx", kinds: "t1",
            headings: "",
            tables:
                "7x5/1L+2",
            digest: "0471fbf8ad52"),
        OfficeGolden(
            file: "atorus/14-1.02.docx", kinds: "t1",
            headings: "",
            tables:
                "18x6/1L+3",
            digest: "9a413eae22da"),
        OfficeGolden(
            file: "atorus/14-1.03.docx", kinds: "t1",
            headings: "",
            tables:
                "20x14/2L+3",
            digest: "46a43a193da3"),
        OfficeGolden(
            file: "atorus/14-2.01.docx", kinds: "t1",
            headings: "",
            tables:
                "72x7/1L+3",
            digest: "a037d9bc5e93"),
        OfficeGolden(
            file: "atorus/14-3.01.docx", kinds: "t1",
            headings: "",
            tables:
                "24x4/1L+4",
            digest: "67d445e194ce"),
        OfficeGolden(
            file: "atorus/14-3.02.docx", kinds: "t1",
            headings: "",
            tables:
                "16x4/1L+4",
            digest: "fbb72cac0b0e"),
        OfficeGolden(
            file: "atorus/14-3.10.docx", kinds: "t1",
            headings: "",
            tables:
                "26x15/2L+1",
            digest: "80d65d51d107"),
        OfficeGolden(
            file: "atorus/14-4.01.docx", kinds: "t1",
            headings: "",
            tables:
                "17x8/2L+3",
            digest: "e67662768166"),
        OfficeGolden(
            file: "atorus/14-5.01.docx", kinds: "t1",
            headings: "",
            tables:
                "281x9/2L+6",
            digest: "b273bab4c4d7"),
        OfficeGolden(
            file: "atorus/14-6.01.docx", kinds: "t1",
            headings: "",
            tables:
                "393x10/2L+2",
            digest: "54ab9e3b306c"),
        OfficeGolden(
            file: "atorus/14-6.04.docx", kinds: "t1",
            headings: "",
            tables:
                "608x9/3L+3",
            digest: "120fb587aabb"),
        OfficeGolden(
            file: "phuse/SDRG_CDISCPILOT03.docx", kinds: "h5 l4 p11 t2",
            headings: "1:1 1:2 2:2.1 2:2.2 1:3",
            tables:
                "13x4/1+0 38x6/1+0",
            digest: "296b35fa38e5"),
        OfficeGolden(
            file: "phuse/TDF_ADaM_ReadMe.docx", kinds: "f2 h9 l12 p18 t3",
            headings: "1:1 2:1.1 2:1.2 1:2 2:2.1 2:2.2 2:2.3 2:2.4 1:3",
            tables:
                "3x3/1+0 4x2/1+0 8x6/1+0",
            digest: "3fdb35511bfa"),
        OfficeGolden(
            file: "phuse/WPCT_Fig_7.1_Requirements.docx", kinds: "f1 h14 l54 p5 t1",
            headings: "1:- 2:- 3:- 4:- 4:- 3:- 4:- 5:- 5:- 5:- 4:- 3:- …14",
            tables:
                "7x5/2+0",
            digest: "c92662e57f2a"),
        OfficeGolden(
            file: "atorus/titles.xlsx", kinds: "h1 t1",
            headings: "1:-",
            tables:
                "225x9/1+0",
            digest: "2bf7b92f4b87"),
        OfficeGolden(
            file: "phuse/GLP003C.xlsx", kinds: "h25 t25",
            headings: "1:- 1:- 1:- 1:- 1:- 1:- 1:- 1:- 1:- 1:- 1:- 1:- …25",
            tables:
                "901x17/1+0 1735x19/1+0 6826x15/1+0 1123x9/1+0 3x8/1+0 243x15/1+0 243x11/1+0 243x16/1+0 "
                + "890x15/1+0 13475x22/1+0 155x15/1+0 7067x22/1+0 …25",
            digest: "a7674ed765eb"),
        OfficeGolden(
            file: "ddf-ra/CDISC_Pilot_Study.xlsx", kinds: "h33 t35",
            headings: "1:- 1:- 1:- 1:- 1:- 1:- 1:- 1:- 1:- 1:- 1:- 1:- …33",
            tables:
                "11x2/1+0 4x7/1+0 2x11/1+0 2x4/1+0 2x7/1+0 4x7/1+0 3x2/1+0 2x3/1+0 14x2/1+0 4x6/1+0 2x5/1+0 "
                + "32x7/1+0 …35",
            digest: "f8ce95505f54"),
        OfficeGolden(
            file: "phuse/PDS2014ReportsBody.html", kinds: "l3 p3 t3",
            headings: "",
            tables:
                "265x12/1+0 117x12/1+0 48x2/0+0",
            digest: "b34b79b57dfe"),
        OfficeGolden(
            file: "ddf-ra/dataDictionary.md", kinds: "t1",
            headings: "",
            tables:
                "729x9/1+0",
            digest: "51489ebc84c6"),
        OfficeGolden(
            file: "ddf-ra/CT_DELTA.csv", kinds: "t1",
            headings: "",
            tables:
                "2365x8/1+0",
            digest: "33fd1db4068a"),
    ]
}
