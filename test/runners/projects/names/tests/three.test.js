import { describeFile } from '../describe-file.js'

describeFile('three', 3)
