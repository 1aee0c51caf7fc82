extern int galley_x;
